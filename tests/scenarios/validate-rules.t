Findings: each rule once, on a sample that is changed in one place; the sample as it stands does not raise it.

--- scenario W-01 a source that is too old
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [legacy-version-unsupported]
--- replace fabrikam/ocs-pools.xml /MajorVersion">4</MajorVersion">3</
--- run validate --fail-on never fabrikam
--- stdout
~ [legacy-version-unsupported]

--- scenario W-02 three products
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [three-version-mix]
--- file fabrikam/second.xml utf-8
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites><CentralSite SiteId="7"><Name>Lisboa</Name><Location /></CentralSite></Sites>
  <Clusters>
    <Cluster Fqdn="old2010.fabrikam.com"><ClusterId SiteId="7" Number="1" /></Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- run validate --fail-on never fabrikam
--- stdout
~ [three-version-mix]

--- scenario W-04 a target gateway with the name of a legacy one
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [pool-fqdn-collision]
--- replace fabrikam/topology.xml /lync01.fabrikam.com/ocsmed01.fabrikam.com/
--- run validate --fail-on never fabrikam
--- stdout
~ [pool-fqdn-collision]

--- scenario W-05 one external web name for two pools
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [external-web-fqdn-duplicate]
--- replace contoso/topology.xml /lyncweb02.contoso.com/lyncweb01.contoso.com/
--- run validate --fail-on never contoso
--- stdout
~ [external-web-fqdn-duplicate]

--- scenario W-06 a shared SQL Server
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [sql-instance-shared]
--- replace contoso/ocs-pools.xml /sqlocs01.contoso.com/sql01.contoso.com/
--- run validate --fail-on never contoso
--- stdout
~ [sql-instance-shared]

--- scenario W-08 an expanded Edge
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [expanded-edge]
--- replace contoso/edge-input.xml /DP="true"/DP="false"/
--- run validate --fail-on never contoso
--- stdout
~ [expanded-edge]

--- scenario W-09 no Edge in the inputs
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
~ [edge-data-missing]

--- scenario W-10 one name for the whole Edge
--- copy samples/northwind
--- run validate --fail-on never northwind
--- stdout
~ [legacy-edge-shared-fqdn]

--- scenario W-11 two Edges that federate
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [federation-edge-count]
# the legacy Edge does by its input file; the port of the target Edge tells of it
--- replace contoso/topology.xml |AccessEdge" Usage="SipClient" InterfaceSide="External"|AccessEdge" Usage="SipServer" InterfaceSide="External"|
--- run validate --fail-on never contoso
--- stdout
~ ocsedge.contoso.com is active for federation, and so is lyncedge.contoso.com (contoso/topology.xml:
~ [federation-edge-count]

--- scenario W-11 no Edge that federates
--- copy samples/contoso
--- replace contoso/edge-input.xml /FederationEnabled="true"/FederationEnabled="false"/
--- run validate --fail-on never contoso
--- stdout
~ [federation-edge-count]

--- scenario W-12 an Edge that does not know a server
--- copy samples/northwind
--- run validate --fail-on never northwind
--- stdout
! [edge-internal-server-missing]
--- replace northwind/edge-internal-servers.xml /lync01/lync99/
--- run validate --fail-on never northwind
--- stdout
~ [edge-internal-server-missing]

--- scenario W-13 a merge that is out of date
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [stale-merge]
--- replace contoso/topology.xml /ocsse03/ocsse09/
--- run validate --fail-on never contoso
--- stdout
~ [stale-merge]

--- scenario W-18 a blank behind a name
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [user-name-whitespace]
--- replace contoso/cs-users-redmond.xml |DisplayName">João Gonçalves<|DisplayName">João Gonçalves <|
--- run validate --fail-on never contoso
--- stdout
~ [user-name-whitespace]

--- scenario W-19 a user without a pool
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
~ [user-unassigned]

--- scenario W-24 response groups without a place
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [rgs-target-missing-application]
--- replace contoso/topology.xml /urn:application:RGS/urn:application:XGS/
--- run validate --fail-on never contoso
--- stdout
~ [rgs-target-missing-application]

--- scenario W-25 response groups of two pools on one
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [rgs-pool-map-not-1to1]
--- replace contoso/contoso.intent /ocsse02.contoso.com = lyncse02/ocsse02.contoso.com = lyncpool01/
--- run validate --fail-on never contoso
--- stdout
~ [rgs-pool-map-not-1to1]

--- scenario W-27 dial-in without a place
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [dialin-target-missing]
--- replace contoso/topology.xml /urn:application:Ca/urn:application:Xa/
--- run validate --fail-on never contoso
--- stdout
~ [dialin-target-missing]

--- scenario W-28 a conference directory number twice
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [conference-directory-id-conflict]
--- replace contoso/cs-conferencedirectories.xml |"Identity">2<|"Identity">1<|
--- run validate --fail-on never contoso
--- stdout
~ [conference-directory-id-conflict]

--- scenario W-29 a pool that is gone too early
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [legacy-pool-not-empty]
--- replace contoso/ocs-pools.xml /ocsse03/ocsse08/
--- replace contoso/topology.xml /ocsse03/ocsse08/
--- run validate --fail-on never contoso
--- stdout
~ [legacy-pool-not-empty]

--- scenario a move in progress
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [move-in-progress]
--- replace contoso/cs-users-redmond.xml |<Nil N="TargetServerIfMoving" />|<S N="TargetServerIfMoving">x</S>|
--- run validate --fail-on never contoso
--- stdout
~ [move-in-progress]

--- scenario a pool that nobody takes over
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [pool-without-target]
--- replace contoso/contoso.intent /ocsse03.contoso.com = lyncse02/ocsse03.contoso.com = lyncxx02/
--- run validate --fail-on never contoso
--- stdout
~ [pool-without-target]

--- scenario a legacy Edge without a successor
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [edge-without-target]
--- replace contoso/topology.xml /EdgeServer/WacService/
--- run validate --fail-on never contoso
--- stdout
~ [edge-without-target]

--- scenario a reference to nothing
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [dangling-reference]
--- replace contoso/cs-conferencedirectories.xml /ocsse02/ocsse77/
--- run validate --fail-on never contoso
--- stdout
~ [dangling-reference]
