Inputs that cannot be read: exit status 3, file, place and reason, and nothing is written.

--- scenario no such file
--- run inspect nowhere.xml
--- exit 3
--- stderr
~ nowhere.xml
~ No such file

--- scenario an empty folder
--- file empty/README.md
Nothing here.
--- run inspect empty
--- exit 3
--- stderr
~ empty

--- scenario not well-formed
--- copy samples/fabrikam
--- replace fabrikam/topology.xml |</Topology>||
--- run inspect fabrikam
--- exit 3
--- stderr
~ fabrikam/topology.xml:

--- scenario a document type
--- file bomb.xml
<?xml version="1.0"?>
<!DOCTYPE Objs [<!ENTITY a "aaaaaaaaaa">]>
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">&a;</Objs>
--- run inspect bomb.xml
--- exit 3
--- stderr
~ bomb.xml:2

--- scenario CLIXML that ends early
--- file cut.xml utf-16le bom crlf
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0">
    <MS><S N="Identity">a</S>
--- run inspect cut.xml
--- exit 3
--- stderr
~ cut.xml:

--- scenario a malformed export leaves no plan folder
--- copy samples/fabrikam
--- file fabrikam/broken.xml
<Objs><Obj
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ fabrikam/broken.xml:
--- absent out*

--- scenario a malformed intent file
--- copy samples/fabrikam
--- file fabrikam/wish.intent
[cutover]
intent = 1
[waves]
sise = 3
--- run plan fabrikam -o out
--- exit 3
--- stderr
~ fabrikam/wish.intent:4
~ size
--- absent out*

--- scenario two intent files
--- copy samples/contoso
--- copy samples/contoso/contoso.intent contoso/second.intent
--- run validate contoso
--- exit 2
--- stderr
~ two intent files
--- run validate contoso --intent contoso/second.intent
--- exit 0

--- scenario a file that is no export is no fault
--- copy samples/fabrikam
--- file fabrikam/notes.txt
Remember the milk.
--- run inspect fabrikam
--- exit 0
--- stdout
~ notes.txt

--- scenario a document among the exports
--- copy samples/fabrikam
--- file fabrikam/plan.pdf utf-16le bom
%PDF-1.7 is no text
--- file fabrikam/cafe.html
<!DOCTYPE html>
<p>deployed<br>today
--- run inspect fabrikam
--- exit 0
--- stdout
~ fabrikam/plan.pdf: file that is not XML: plan.pdf
~ fabrikam/cafe.html: page for a browser: cafe.html
