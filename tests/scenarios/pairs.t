Version pairs: what the exports show, what is refused, and the way round that a person is told.

--- scenario pair PATH-2 OCS 2007 R2 to Lync Server 2013
--- shows not version-pair-forbidden version-pair-uncovered
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam
--- stdout
! [version-pair-forbidden]
! [version-pair-uncovered]
! [three-version-mix]
! [legacy-version-unsupported]
--- run plan fabrikam -o p

--- scenario pair PATH-3 three products, the third in a topology of its own
--- shows not version-pair-forbidden
--- copy samples/fabrikam
--- file fabrikam/second.xml utf-8
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites><CentralSite SiteId="7"><Name>Lisboa</Name><Location /></CentralSite></Sites>
  <Clusters>
    <Cluster RequiresReplication="true" RequiresSetup="true" Fqdn="old2010.fabrikam.com">
      <ClusterId SiteId="7" Number="1" />
      <Machine OrdinalInCluster="1" Fqdn="old2010.fabrikam.com" />
    </Cluster>
  </Clusters>
  <SqlInstances />
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="UserServices" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="7" RoleName="Registrar" Instance="1" />
      <DependsOn />
      <InstalledOn><ClusterId SiteId="7" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- run validate --fail-on never fabrikam
--- stdout
~ old2010.fabrikam.com runs Lync Server 2010 while ocs01.fabrikam.com
~ and the target is Lync Server 2013 (PATH-3): Finish the migration to Lync Server 2010
~ [three-version-mix]
! [version-pair-forbidden]
--- run plan fabrikam -o p
--- exit 4
--- absent p

--- scenario pair PATH-4 a source older than 2007 R2
--- shows not version-pair-forbidden
--- copy samples/fabrikam
--- replace fabrikam/ocs-pools.xml /MajorVersion">4</MajorVersion">3</
--- replace fabrikam/topology.xml /ServiceVersion="4"/ServiceVersion="3"/
--- run validate --fail-on never fabrikam
--- stdout
~ [legacy-version-unsupported]
! [version-pair-forbidden]
--- run plan fabrikam -o p
--- exit 4
--- absent p

--- scenario pair PATH-7 Lync Server 2010, 2013 and Skype for Business Server 2015 in one topology
--- shows not version-pair-uncovered
--- file topology.xml utf-8
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites>
    <CentralSite SiteId="1"><Name>Site 1</Name><Location /></CentralSite>
    <CentralSite SiteId="2"><Name>Site 2</Name><Location /></CentralSite>
    <CentralSite SiteId="3"><Name>Site 3</Name><Location /></CentralSite>
  </Sites>
  <Clusters>
    <Cluster Fqdn="old2010.tailspin.com"><ClusterId SiteId="1" Number="1" /></Cluster>
    <Cluster Fqdn="mid2013.tailspin.com"><ClusterId SiteId="2" Number="1" /></Cluster>
    <Cluster Fqdn="new2015.tailspin.com"><ClusterId SiteId="3" Number="1" /></Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="1" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="1" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="6">
      <ServiceId SiteId="2" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="6">
      <ServiceId SiteId="2" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="3" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="3" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="3" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="3" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- run validate --fail-on never topology.xml
--- stdout
~ mid2013.tailspin.com runs Lync Server 2013 while old2010.tailspin.com (topology.xml:9) runs Lync Server 2010
~ and the target is Skype for Business Server 2015 (PATH-7): Finish the migration from Lync Server 2010
~ [three-version-mix]
! [version-pair-uncovered]

--- scenario pair PATH-10 Lync Server 2013, Skype for Business Server 2015 and 2019 in one topology
--- file topology.xml utf-8
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites>
    <CentralSite SiteId="1"><Name>Site 1</Name><Location /></CentralSite>
    <CentralSite SiteId="2"><Name>Site 2</Name><Location /></CentralSite>
    <CentralSite SiteId="3"><Name>Site 3</Name><Location /></CentralSite>
  </Sites>
  <Clusters>
    <Cluster Fqdn="old2013.tailspin.com"><ClusterId SiteId="1" Number="1" /></Cluster>
    <Cluster Fqdn="mid2015.tailspin.com"><ClusterId SiteId="2" Number="1" /></Cluster>
    <Cluster Fqdn="new2019.tailspin.com"><ClusterId SiteId="3" Number="1" /></Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="1" ServiceVersion="6">
      <ServiceId SiteId="1" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="6">
      <ServiceId SiteId="1" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="2" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="2" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="8">
      <ServiceId SiteId="3" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="3" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="8">
      <ServiceId SiteId="3" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="3" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- run validate --fail-on never topology.xml
--- stdout
~ mid2015.tailspin.com runs Skype for Business Server 2015 while old2013.tailspin.com
~ (PATH-10): Bring everything to one of the two older products first
~ [three-version-mix]

--- scenario pair PATH-6 Lync Server 2010 and Skype for Business Server 2015 in one topology
--- shows version-pair-uncovered
--- file topology.xml utf-8
<?xml version="1.0" encoding="utf-8"?>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008" Signature="0">
  <Sites>
    <CentralSite SiteId="1"><Name>Site 1</Name><Location /></CentralSite>
    <CentralSite SiteId="2"><Name>Site 2</Name><Location /></CentralSite>
  </Sites>
  <Clusters>
    <Cluster Fqdn="old2010.tailspin.com"><ClusterId SiteId="1" Number="1" /></Cluster>
    <Cluster Fqdn="new2015.tailspin.com"><ClusterId SiteId="2" Number="1" /></Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="1" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="5">
      <ServiceId SiteId="1" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="2" RoleName="UserServices" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
    <Service RoleVersion="1" ServiceVersion="7">
      <ServiceId SiteId="2" RoleName="Registrar" Instance="1" />
      <InstalledOn><ClusterId SiteId="2" Number="1" /></InstalledOn>
    </Service>
  </Services>
</Topology>
--- run validate --fail-on never topology.xml
--- stdout
~ new2015.tailspin.com runs Skype for Business Server 2015 and old2010.tailspin.com
~ there are no rows for this pair (PATH-6)
~ [version-pair-uncovered]
! [three-version-mix]

--- scenario pair PATH-8 OCS 2007 R2 to Skype for Business Server 2015
--- shows version-pair-forbidden
--- copy samples/fabrikam
--- replace fabrikam/topology.xml /ServiceVersion="6"/ServiceVersion="7"/
--- run validate fabrikam
--- exit 1
--- stdout
~ lync01.fabrikam.com runs Skype for Business Server 2015 and ocs01.fabrikam.com
~ no way from the one to the other (PATH-8); Migrate to Lync Server 2013 first
~ [version-pair-forbidden]
--- run plan fabrikam -o p
--- exit 4
--- stdout
~ PATH-8
~ Go the way round that the finding names
--- absent p

--- scenario pair PATH-11 OCS 2007 R2 to Skype for Business Server 2019
--- shows version-pair-forbidden
--- copy samples/fabrikam
--- replace fabrikam/topology.xml /ServiceVersion="6"/ServiceVersion="8"/
--- run validate --fail-on never fabrikam
--- stdout
~ (PATH-11); Migrate to Lync Server 2013 first
~ [version-pair-forbidden]

--- scenario pair PATH-9 documented, but without rows
--- shows version-pair-uncovered not version-pair-forbidden
--- copy samples/fabrikam
--- remove fabrikam/ocs-pools.xml
--- remove fabrikam/ocs-mcufactories.xml
--- remove fabrikam/ocs-trustedservices.xml
--- replace fabrikam/topology.xml /ServiceVersion="6"/ServiceVersion="8"/
--- replace fabrikam/topology.xml /ServiceVersion="4"/ServiceVersion="7"/
--- run validate --fail-on never fabrikam
--- stdout
~ there are no rows for this pair (PATH-9)
~ [version-pair-uncovered]
! [version-pair-forbidden]
--- run plan fabrikam -o p
--- exit 3
--- stderr
~ no plan can be made for it [version-pair-uncovered]
--- absent p

--- scenario pair PATH-15 two forests
--- copy samples/fabrikam
--- file fabrikam/moved.ldif
dn: CN=Zed,OU=People,DC=elsewhere,DC=com
changetype: add
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:zed@fabrikam.com
msRTCSIP-UserEnabled: TRUE
msRTCSIP-PrimaryHomeServer: CN=Lc Services,CN=Microsoft,CN=1:1,CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=elsewhere,DC=com
--- run validate --fail-on never fabrikam
--- stdout
~ [cross-forest]
--- run plan fabrikam -o p
--- exit 4
--- stdout
~ Build the target deployment in the legacy forest
--- absent p

--- scenario pair nothing is said when one side is not exported
--- shows not version-pair-forbidden version-pair-uncovered
--- copy samples/fabrikam
--- run validate --fail-on never fabrikam/topology.xml
--- stdout
! [version-pair-forbidden]
! [version-pair-uncovered]

--- scenario pair PATH-1 a plan for Lync Server 2010 to 2013
--- copy samples/adatum
--- run validate adatum
--- exit 0
--- stdout
! [version-pair-uncovered]
! [three-version-mix]
! [edge-internal-server-missing]
--- run plan adatum -o p
--- text p/plan.json
~ L10-P8-03
! OCS-P
! "O-
--- run check p adatum
--- stdout
~ The plan is safe

--- scenario pair PATH-1 an explanation of its rows
--- run explain L10-P8-03
--- stdout
~ Move-CsManagementServer
~ L10-O-22
--- run explain L10-O-22
--- stdout
~ L10-P8-02
--- run explain L10-I-09
--- stdout
~ Central Management store
--- run explain L10-R-11
--- run explain L10-V-09
--- run explain OCS-P9-07
--- stdout
! L10-

--- scenario pair PATH-1 the checker finds what is out of order
--- shows L10-I-05
--- copy samples/adatum
--- run plan adatum -o p
--- swap p/plan.json s053 s054
--- run check p adatum
--- exit 5
--- stdout
~ L10-O-22
--- run plan adatum -o q
--- swap q/plan.json s028 s032
--- run check q adatum
--- exit 5
--- stdout
~ L10-O-09
--- run plan adatum -o r
--- swap r/plan.json s038 s061
--- run check r adatum
--- exit 5
--- stdout
~ L10-O-17
--- run plan adatum -o t
--- drop t/plan.json s054
--- run check t adatum
--- exit 5
--- stdout
~ there is no step L10-P8-03 for pool:lspool01.adatum.com
--- run plan adatum -o u
--- swap u/plan.json s033 s064
--- run check u adatum
--- exit 5
--- stdout
~ invariant L10-I-05

--- scenario pair PATH-1 one external name turns the cutover round
--- copy samples/adatum
--- replace adatum/topology.xml /webconf.adatum.com/sip.adatum.com/
--- replace adatum/topology.xml /av.adatum.com/sip.adatum.com/
--- run plan adatum -o p
--- steps p/plan.json
L10-P8-06@edge:* < L10-P6-04
L10-P6-06 < L10-P6-04
--- run check p adatum

--- scenario pair PATH-1 users who stay keep the legacy side
--- copy samples/adatum
--- file stay.intent
[cutover]
intent = 1

[users]
stay = sip:test1@adatum.com

[pools]
retire = false
--- run plan adatum stay.intent -o p
--- steps p/plan.json
+ L10-P6-06
- L10-P8-06
--- run check p adatum

--- scenario pair PATH-1 rules of one pair are none of the other
--- copy samples/fabrikam
--- copy samples/adatum
--- run plan fabrikam -o p
--- run check p adatum
--- exit 5
--- stdout
~ the rule book has no step OCS-P2-01
