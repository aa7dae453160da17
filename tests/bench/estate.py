#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the exports of a made-up estate of any size: estate.py USERS POOLS FOLDER.

The same arguments give the same bytes.  Users come as CLIXML of Get-CsUser, legacy pools as CLIXML of
MSFT_SIPPoolSetting, the target as a topology document with half as many pools.
"""

import os
import random
import sys

ROOT = "CN=Pools,CN=RTC Service,CN=Services,CN=Configuration,DC=bench,DC=test"
CLIXML = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n'
TOPOLOGY = "urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008"
ROLES_NS = "urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008"
WMI = "System.Management.ManagementObject#root\\cimv2\\MSFT_SIPPoolSetting"
USER = "Microsoft.Rtc.Management.ADConnect.Schema.ADUser"


def text(name, value):
    return f'      <S N="{name}">{value}</S>\n'


def element(kind, name, value):
    return f'      <{kind} N="{name}">{value}</{kind}>\n'


def thing(number, kind, properties):
    return (
        f'  <Obj RefId="{number}">\n    <TN RefId="{number}">\n      <T>{kind}</T>\n'
        f"      <T>System.Object</T>\n    </TN>\n    <Props>\n{properties}    </Props>\n  </Obj>\n"
    )


def write_pools(folder, pools):
    with open(os.path.join(folder, "pools.xml"), "w", encoding="utf-8") as out:
        out.write(CLIXML)
        for number in range(pools):
            out.write(
                thing(
                    number,
                    WMI,
                    text("__CLASS", "MSFT_SIPPoolSetting")
                    + text("PoolFQDN", f"ocs{number:03}.bench.test")
                    + text("PoolDN", f"CN=ocs{number:03},{ROOT}")
                    + element("U32", "MajorVersion", 4)
                    + element("U32", "PoolType", 10),
                )
            )
        out.write("</Objs>\n")


def write_users(folder, users, pools, chance):
    with open(os.path.join(folder, "users.xml"), "w", encoding="utf-8") as out:
        out.write(CLIXML)
        for number in range(users):
            home = chance.randrange(pools)
            out.write(
                thing(
                    number,
                    USER,
                    text("Identity", f"CN=User {number},OU=Staff,DC=bench,DC=test")
                    + text("SipAddress", f"sip:user{number:07}@bench.test")
                    + text("DisplayName", f"User {number}")
                    + text("SamAccountName", f"user{number:07}")
                    + text("UserPrincipalName", f"user{number:07}@bench.test")
                    + element("B", "Enabled", "true")
                    + element("B", "EnterpriseVoiceEnabled", "true" if number % 3 else "false")
                    + text("LineURI", f"tel:+1425555{number:07}")
                    + text("HomeServer", f"CN=LC Services,CN=Microsoft,CN=ocs{home:03},{ROOT}")
                    + text("VoicePolicy", f"Voice {number % 7}")
                    + text("ConferencingPolicy", f"Meetings {number % 5}")
                    + '      <Nil N="RegistrarPool" />\n',
                )
            )
        out.write("</Objs>\n")


def service(role, number):
    return (
        f'<Service RoleVersion="1" ServiceVersion="6"><ServiceId SiteId="1" RoleName="{role}" '
        f'Instance="{number}"/><DependsOn/><InstalledOn><ClusterId SiteId="1" Number="{number}"/>'
        f'</InstalledOn><Ports xmlns="{ROLES_NS}"/></Service>\n'
    )


def write_topology(folder, pools):
    with open(os.path.join(folder, "topology.xml"), "w", encoding="utf-8") as out:
        out.write(f'<Topology xmlns="{TOPOLOGY}"><Sites><CentralSite SiteId="1"><Name>Bench</Name>')
        out.write("</CentralSite></Sites><Clusters>\n")
        for number in range(1, pools + 1):
            machines = "".join(
                f'<Machine OrdinalInCluster="{m}" Fqdn="fe{number:03}-{m}.bench.test"/>'
                for m in range(1, 13)
            )
            out.write(
                f'<Cluster RequiresReplication="true" RequiresSetup="true" '
                f'Fqdn="lync{number:03}.bench.test"><ClusterId SiteId="1" Number="{number}"/>'
                f"{machines}</Cluster>\n"
            )
        out.write("</Clusters><SqlInstances/><Services>\n")
        for number in range(1, pools + 1):
            for role in ("Registrar", "UserServices", "ApplicationServer"):
                out.write(service(role, number))
        out.write("</Services></Topology>\n")


def main():
    users, pools, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    os.makedirs(folder, exist_ok=True)
    write_pools(folder, pools)
    write_users(folder, users, pools, random.Random(users))
    write_topology(folder, max(1, pools // 2))


main()
