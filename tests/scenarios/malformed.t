What an export can have gone through: exit status 3, file, line, column and reason, and nothing is written.

--- scenario entities that would grow
--- file bomb.xml
<?xml version="1.0"?>
<!DOCTYPE lolz [
  <!ENTITY lol "lol">
  <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
  <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<Topology xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008">&lol3;</Topology>
--- run inspect bomb.xml
--- exit 3
--- stderr
~ bomb.xml:2:
--- run plan bomb.xml -o out
--- exit 3
--- absent out*

--- scenario an entity that reads a file
--- file steal.xml utf-16le bom crlf
<!DOCTYPE Objs SYSTEM "file:///etc/passwd">
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"></Objs>
--- run inspect steal.xml
--- exit 3
--- stderr
~ steal.xml:1:
! root:

--- scenario an entity that nobody declared
--- copy samples/fabrikam
--- replace fabrikam/topology.xml |<Name>Porto</Name>|<Name>&company;</Name>|
--- run inspect fabrikam
--- exit 3
--- stderr
~ fabrikam/topology.xml:
~ company

--- scenario a tag closed by another
--- copy samples/fabrikam
--- replace fabrikam/topology.xml |</Clusters>|</Cluster>|
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ fabrikam/topology.xml:
~ Clusters
--- absent out*

--- scenario text after the end
--- copy samples/fabrikam
--- replace fabrikam/topology.xml |</Topology>|</Topology><Topology>|
--- run inspect fabrikam
--- exit 3
--- stderr
~ fabrikam/topology.xml:

--- scenario an attribute twice
--- file twice.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0" RefId="1"><MS><S N="SipAddress">sip:a@b.test</S></MS></Obj>
</Objs>
--- run inspect twice.xml
--- exit 3
--- stderr
~ twice.xml:2:

--- scenario nested too deeply
--- copy samples/fabrikam
--- file deep.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
<Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST><Obj><LST>
--- run inspect fabrikam deep.xml
--- exit 3
--- stderr
~ deep.xml:7:
~ 128

--- scenario what is unknown is kept and no fault
--- file odd.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0"><TNRef RefId="7" /><MS><S N="SipAddress">sip:a@b.test</S></MS></Obj>
</Objs>
--- run inspect odd.xml
--- exit 0
--- stdout
~ odd.xml:2: type
