Findings that no importer's own scenario shows.

--- scenario duplicate-id two clusters with one id
--- file topology.xml
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
  <Sites><CentralSite SiteId="1"><Name>Redmond</Name></CentralSite></Sites>
  <Clusters>
    <Cluster Fqdn="lync01.contoso.com"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="lync01.contoso.com" /></Cluster>
    <Cluster Fqdn="lync02.contoso.com"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="lync02.contoso.com" /></Cluster>
  </Clusters>
  <Services>
    <Service RoleVersion="2" ServiceVersion="6"><ServiceId SiteId="1" RoleName="Registrar" Instance="1" /><DependsOn /><InstalledOn><ClusterId SiteId="1" Number="1" /></InstalledOn></Service>
  </Services>
</Topology>
--- run validate topology.xml
--- stdout
~ topology.xml:5: warning: Two things in one export have the same id: cluster lync02.contoso.com has the id 1:1 of another cluster [duplicate-id]

--- scenario duplicate-id two computers of a pool have one name
--- copy samples/contoso
--- replace contoso/topology.xml |"lyncedge02.contoso.com"|"LyncEdge01.contoso.com"|
--- run validate contoso --only duplicate-id
--- stdout
~ contoso/topology.xml:130: warning: Two things in one export have the same id: computer LyncEdge01.contoso.com occurs twice in cluster 1:5 [duplicate-id]
= 0 errors, 1 warning, 0 infos

--- scenario duplicate-id a computer is in two pools
--- copy samples/contoso
--- replace contoso/topology.xml |<Machine OrdinalInCluster="3" Fqdn="lyncfe03.contoso.com">|<Machine OrdinalInCluster="3" Fqdn="pchat01.contoso.com">|
--- run validate contoso --only duplicate-id
--- stdout
~ computer pchat01.contoso.com belongs to
= 0 errors, 1 warning, 0 infos

--- scenario not duplicate-id a computer of a pool has a file share and a database too
--- copy samples/contoso
--- replace contoso/topology.xml |fs01.contoso.com|lyncfe01.contoso.com|
--- run validate --fail-on never contoso
--- stdout
! [duplicate-id]

--- scenario not duplicate-id the same number in another site
--- file topology.xml
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">
  <Sites><CentralSite SiteId="1"><Name>Redmond</Name></CentralSite><CentralSite SiteId="2"><Name>Paris</Name></CentralSite></Sites>
  <Clusters>
    <Cluster Fqdn="lync01.contoso.com"><ClusterId SiteId="1" Number="1" /><Machine Fqdn="lync01.contoso.com" /></Cluster>
    <Cluster Fqdn="lync02.contoso.com"><ClusterId SiteId="2" Number="1" /><Machine Fqdn="lync02.contoso.com" /></Cluster>
  </Clusters>
</Topology>
--- run validate topology.xml
--- stdout
! [duplicate-id]

--- scenario archive-entry-refused two members whose names differ in letters only
--- file Notes.txt
one
--- file notes.txt
two
--- zip all.zip Notes.txt notes.txt
--- run validate all.zip
--- stdout
= all.zip: warning: A member of an archive was not read: the member "notes.txt" was not read: another member has this name [archive-entry-refused]

--- scenario not archive-entry-refused two members of one name in two folders
--- file a/notes.txt
one
--- file b/notes.txt
two
--- zip all.zip a/notes.txt b/notes.txt
--- run validate all.zip
--- stdout
! [archive-entry-refused]

--- scenario input-encoding-guessed an LDIF file in the letters of Western Europe
--- file ad.ldf
dn: CN=João,OU=Sales,DC=contoso,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:joao@contoso.com
msRTCSIP-UserEnabled: TRUE
--- encode ad.ldf windows-1252
--- run validate ad.ldf --fail-on never
--- stdout
~ ad.ldf
~ [input-encoding-guessed]

--- scenario not input-encoding-guessed the same file in UTF-8
--- file ad.ldf
dn: CN=João,OU=Sales,DC=contoso,DC=com
objectClass: user
msRTCSIP-PrimaryUserAddress: sip:joao@contoso.com
msRTCSIP-UserEnabled: TRUE
--- run validate ad.ldf --fail-on never
--- stdout
! [input-encoding-guessed]
