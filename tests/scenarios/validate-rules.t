Findings: each rule once, on a sample that is changed in one place; the sample as it stands does not raise it.

--- scenario W-01 a source that is too old
--- shows not W-01
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [legacy-version-unsupported]
--- replace fabrikam/ocs-pools.xml /MajorVersion">4</MajorVersion">3</
--- run validate --fail-on never fabrikam
--- stdout
~ [legacy-version-unsupported]

--- scenario W-02 three products
--- shows not W-02
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
--- shows not W-04
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [pool-fqdn-collision]
--- replace fabrikam/topology.xml /lync01.fabrikam.com/ocsmed01.fabrikam.com/
--- run validate --fail-on never fabrikam
--- stdout
~ [pool-fqdn-collision]

--- scenario W-05 one external web name for two pools
--- shows not W-05
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [external-web-fqdn-duplicate]
--- replace contoso/topology.xml /lyncweb02.contoso.com/lyncweb01.contoso.com/
--- run validate --fail-on never contoso
--- stdout
~ [external-web-fqdn-duplicate]

--- scenario W-06 a shared SQL Server
--- shows not W-06
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [sql-instance-shared]
--- replace contoso/ocs-pools.xml /sqlocs01.contoso.com/sql01.contoso.com/
--- run validate --fail-on never contoso
--- stdout
~ [sql-instance-shared]

--- scenario W-08 an expanded Edge
--- shows not W-08
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
--- shows not W-11
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
--- shows not W-12
--- copy samples/northwind
--- run validate --fail-on never northwind
--- stdout
! [edge-internal-server-missing]
--- replace northwind/edge-internal-servers.xml /lync01/lync99/
--- run validate --fail-on never northwind
--- stdout
~ [edge-internal-server-missing]

--- scenario W-13 a merge that is out of date
--- shows not W-13
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [stale-merge]
--- replace contoso/topology.xml /ocsse03/ocsse09/
--- run validate --fail-on never contoso
--- stdout
~ [stale-merge]

--- scenario W-18 a blank behind a name
--- shows not W-18
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
--- shows not W-24
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [rgs-target-missing-application]
--- replace contoso/topology.xml /urn:application:RGS/urn:application:XGS/
--- run validate --fail-on never contoso
--- stdout
~ [rgs-target-missing-application]

--- scenario W-25 response groups of two pools on one
--- shows not W-25
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [rgs-pool-map-not-1to1]
--- replace contoso/contoso.intent /ocsse02.contoso.com = lyncse02/ocsse02.contoso.com = lyncpool01/
--- run validate --fail-on never contoso
--- stdout
~ [rgs-pool-map-not-1to1]

--- scenario W-27 dial-in without a place
--- shows not W-27
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [dialin-target-missing]
--- replace contoso/topology.xml /urn:application:Ca/urn:application:Xa/
--- run validate --fail-on never contoso
--- stdout
~ [dialin-target-missing]

--- scenario W-28 a conference directory number twice
--- shows not W-28
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [conference-directory-id-conflict]
--- replace contoso/cs-conferencedirectories.xml |"Identity">2<|"Identity">1<|
--- run validate --fail-on never contoso
--- stdout
~ [conference-directory-id-conflict]

--- scenario W-29 a pool that is gone too early
--- shows not W-29
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
--- shows move-in-progress not move-in-progress
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [move-in-progress]
--- replace contoso/cs-users-redmond.xml |<Nil N="TargetServerIfMoving" />|<S N="TargetServerIfMoving">x</S>|
--- run validate --fail-on never contoso
--- stdout
~ [move-in-progress]

--- scenario a pool that nobody takes over
--- shows pool-without-target not pool-without-target
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [pool-without-target]
--- replace contoso/contoso.intent /ocsse03.contoso.com = lyncse02/ocsse03.contoso.com = lyncxx02/
--- run validate --fail-on never contoso
--- stdout
~ [pool-without-target]

--- scenario a legacy Edge without a successor
--- shows edge-without-target not edge-without-target
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [edge-without-target]
--- replace contoso/topology.xml /EdgeServer/WacService/
--- run validate --fail-on never contoso
--- stdout
~ [edge-without-target]

--- scenario a reference to nothing
--- shows dangling-reference not dangling-reference
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [dangling-reference]
--- replace contoso/cs-conferencedirectories.xml /ocsse02/ocsse77/
--- run validate --fail-on never contoso
--- stdout
~ [dangling-reference]

--- scenario not W-09 W-10 a legacy Edge that is described and has three names
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [edge-data-missing]
! [legacy-edge-shared-fqdn]

--- scenario not W-19 users who all have a pool
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [user-unassigned]

--- scenario complete exports of one day
--- shows not exports-disagree input-cut-short input-letters-lost input-link-refused input-value-lost input-value-odd report-step-failed topology-not-published user-data-unknown-person user-fact-conflict users-not-exported version-pair-forbidden version-pair-uncovered
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [exports-disagree]
! [input-cut-short]
! [input-letters-lost]
! [input-link-refused]
! [input-value-lost]
! [input-value-odd]
! [report-step-failed]
! [topology-not-published]
! [user-data-unknown-person]
! [user-fact-conflict]
! [users-not-exported]
! [version-pair-forbidden]
! [version-pair-uncovered]
