Things that go round in a circle.

--- scenario rgs-queue-circle three queues that pass callers on
--- copy samples/fabrikam
--- file fabrikam/rgs-queues.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="q1"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q1</S><S N="Name">Sales</S><Obj N="OverflowAction" RefId="q11"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q2</S></Props></Obj></Props></Obj>
  <Obj RefId="q2"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q2</S><S N="Name">Orders</S><Obj N="OverflowAction" RefId="q21"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q3</S></Props></Obj></Props></Obj>
  <Obj RefId="q3"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q3</S><S N="Name">Reception</S><Obj N="OverflowAction" RefId="q31"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q1</S></Props></Obj></Props></Obj>
  <Obj RefId="q4"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q4</S><S N="Name">Service</S><Obj N="OverflowAction" RefId="q41"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q1</S></Props></Obj></Props></Obj>
</Objs>
--- run validate fabrikam --only rgs-queue-circle
--- stdout
~ fabrikam/rgs-queues.xml:2: warning: Queues of response groups pass calls on in a circle: calls go from "Sales" to "Orders" to "Reception" to "Sales" again [rgs-queue-circle]
= 0 errors, 1 warning, 0 infos
--- run validate fabrikam --only rgs-queue-circle --format sarif
--- stdout
~ "graphTraversals" : [
~ "sourceNodeId" : "2"
~ "targetNodeId" : "0"
! "sourceNodeId" : "3"
--- run validate fabrikam --only rgs-queue-circle --format json
--- stdout
~ "circle" : [
~ "name" : "Orders"
~ "where" : "fabrikam/rgs-queues.xml:4"
! "name" : "Service"

--- scenario not rgs-queue-circle the last queue ends it
--- copy samples/fabrikam
--- file fabrikam/rgs-queues.xml
<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="q1"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q1</S><S N="Name">Sales</S><Obj N="OverflowAction" RefId="q11"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q2</S></Props></Obj></Props></Obj>
  <Obj RefId="q2"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q2</S><S N="Name">Orders</S><Obj N="OverflowAction" RefId="q21"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q3</S></Props></Obj></Props></Obj>
  <Obj RefId="q3"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q3</S><S N="Name">Reception</S></Props></Obj>
  <Obj RefId="q4"><TN RefId="0"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.Queue</T></TN>
    <Props><S N="Identity">service:ApplicationServer:ocs01.fabrikam.com/q4</S><S N="Name">Service</S><Obj N="OverflowAction" RefId="q41"><TN RefId="9"><T>Microsoft.Rtc.Rgs.Management.WritableSettings.CallAction</T></TN><Props><S N="Action">TransferToQueue</S><S N="QueueID">service:ApplicationServer:ocs01.fabrikam.com/q1</S></Props></Obj></Props></Obj>
</Objs>
--- run validate fabrikam --only rgs-queue-circle
--- stdout
= 0 errors, 0 warnings, 0 infos

--- scenario not rgs-queue-circle services of a pool depend on each other as always
--- copy samples/contoso
--- run inspect contoso
--- stdout
~ 1-ConfServices-1
--- run validate contoso --only rgs-queue-circle
--- stdout
= 0 errors, 0 warnings, 0 infos
