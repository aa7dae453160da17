#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the sample folders adatum, contoso, fabrikam and northwind again, byte for byte the same each time.

Nothing here is needed to use the samples. They are generated so that one change of the made-up
world reaches every file that mentions it, because exports that contradict each other by accident
teach nothing. No clock, no random numbers: GUIDs are derived from names.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import adatum as other_pair  # noqa: E402
import legacy  # noqa: E402
import target  # noqa: E402
import worlds  # noqa: E402

HERE = Path(__file__).resolve().parent


def utf16(text):
    """What Export-Clixml and '>' of Windows PowerShell write."""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def utf8_bom(text):
    """What Export-Clixml -Encoding UTF8 of Windows PowerShell writes."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8")


def utf8(text):
    """A file made in a text editor."""
    return text.encode("utf-8")


MEETINGS = "Meeting.MeetingPolicy"
EXTERNAL = "ExternalAccess.ExternalAccessPolicy"


def meetings(*names):
    return [(name, {"AllowIPAudio": True, "AllowIPVideo": True, "EnableDialInConferencing": True,
                    "AllowAnonymousParticipantsInMeetings": name != "No Anonymous",
                    "MaxMeetingSize": 1000 if name == "Large Meetings" else 250})
            for name in names]


def external(*names):
    return [(name, {"EnableFederationAccess": "Federated" in name, "EnableXmppAccess": False,
                    "EnablePublicCloudAccess": False, "EnableOutsideAccess": name != "Global"})
            for name in names]


def common(world, edge_name="edge-input.xml"):
    """What all three folders have: file name -> (encoding, text)."""
    files = {
        "topology.xml": (utf16, target.topology(world)),
        "ocs-pools.xml": (utf16, legacy.pools(world)),
        "ocs-mcufactories.xml": (utf16, legacy.factories(world)),
        "ocs-trustedservices.xml": (utf16, legacy.trusted_services(world)),
        "ocs-domains.xml": (utf16, legacy.domains(world)),
        "ocs-phoneroutes.xml": (utf16, legacy.routes(world)),
        "ocs-phoneusages.xml": (utf16, legacy.usages(world)),
        "ocs-voicepolicies.xml": (utf16, legacy.voice_policies(world)),
        "ocs-locationprofiles.xml": (utf16, legacy.profiles(world)),
        "ocs-contacts.xml": (utf16, legacy.contacts(world)),
        "ocs-contactmappings.xml": (utf16, legacy.contact_mappings(world)),
        "cs-sipdomains.xml": (utf16, target.sip_domains(world)),
        "cs-conferencedirectories.xml": (utf16, target.directories(world)),
        "cs-accessnumbers.xml": (utf8_bom, target.access_numbers(world)),
        "cs-voiceroutes.xml": (utf16, target.voice_routes(world)),
        "cs-pstnusages.xml": (utf16, target.usages(world)),
        "cs-voicepolicies.xml": (utf16, target.voice_policies(world)),
        "cs-dialplans.xml": (utf8_bom, target.dial_plans(world)),
    }
    if world.edge:
        files[edge_name] = (utf8, legacy.edge_input(world))
        files["edge-internal-servers.xml"] = (utf16, legacy.edge_servers(world))
    return files


def contoso():
    world = worlds.contoso()
    files = common(world)
    branch = [row for row in world.users if row.pool and row.pool.startswith("ocsse")]
    main = [row for row in world.users if row not in branch]
    files.update({
        "ocs-staticroutes.xml": (utf16, legacy.static_routes(world)),
        "ocs-authorizedhosts.xml": (utf16, legacy.authorized_hosts(world)),
        "cs-users-redmond.xml": (utf16, target.users(world, main, False)),
        "cs-users-branches.xml": (utf8_bom, target.users(world, branch, True)),
        "cs-umcontacts.xml": (utf16, target.um_contacts(world)),
        "cs-trustedpools.xml": (utf16, target.trusted_pools(world)),
        "cs-trustedapps.xml": (utf16, target.trusted_apps(world)),
        "cs-endpoints.xml": (utf16, target.endpoints(world)),
        "cs-conferencingpolicies.xml": (utf16, target.policies(MEETINGS, meetings(
            "Global", "Standard Meetings", "Large Meetings", "No Anonymous"))),
        "cs-externalpolicies.xml": (utf16, target.policies(EXTERNAL, external(
            "Global", "Remote Workers", "Remote and Federated"))),
        "cs-archivingpolicies.xml": (utf16, target.policies("Im.ImArchivingPolicy", [
            ("Global", {"ArchiveInternal": False, "ArchiveExternal": False}),
            ("Compliance", {"ArchiveInternal": True, "ArchiveExternal": True})])),
        "cs-presencepolicies.xml": (utf16, target.policies("Presence.PresencePolicy", [
            ("Global", {"MaxPromptedSubscriber": 200, "MaxCategorySubscription": 1000}),
            ("Many Subscribers", {"MaxPromptedSubscriber": 600, "MaxCategorySubscription": 3000})])),
        "rgs-workflows.xml": (utf16, target.workflows(world)),
        "rgs-queues.xml": (utf16, target.queues(world)),
        "rgs-agentgroups.xml": (utf8_bom, target.agent_groups(world)),
        "delegates.xml": (utf16, target.delegates(world)),
        "contoso.intent": (utf8, CONTOSO_INTENT),
    })
    return files


def fabrikam():
    world = worlds.fabrikam()
    return common(world) | {"ocs-users.xml": (utf16, legacy.users(world))}


def northwind():
    world = worlds.northwind()
    return common(world) | {
        "cs-users.xml": (utf16, target.users(world, world.users, False)),
        "northwind.intent": (utf8, NORTHWIND_INTENT),
    }


def adatum():
    return {file: (utf8_bom, text) for file, text in other_pair.exports().items()}


CONTOSO_INTENT = """\
# What the architect of Contoso decided. Everything not said here keeps its default.
[cutover]
intent = 1

# Response groups live on ocspool01 and ocsse02 only, so each of them has a target of its own.
[pairing]
ocspool01.contoso.com = lyncpool01.contoso.com
ocspool04.contoso.com = lyncpool01.contoso.com
ocsse02.contoso.com = lyncse02.contoso.com
ocsse03.contoso.com = lyncse02.contoso.com

# Legacy exports know no sites; this is where the legacy pools stand.
[sites]
ocspool01.contoso.com = Redmond
ocspool04.contoso.com = Redmond
ocsse02.contoso.com = Lisbon
ocsse03.contoso.com = Singapore

[waves]
size = 40
pilot_size = 12
test = sip:test1@contoso.com;sip:test2@contoso.com
"""

NORTHWIND_INTENT = """\
# What the architect of Northwind asked for. No safe plan can do it; see README.md.
[cutover]
intent = 1

[waves]
test = sip:test1@northwind.com

# Partner contract 2013-117: federation must run over the new Edge by 30 September, and the
# production users are not to be touched before the closing of the quarter.
[pins]
order = OCS-P8-05 < OCS-P8-07
"""


def main():
    for name, make in (("adatum", adatum), ("contoso", contoso), ("fabrikam", fabrikam),
                       ("northwind", northwind)):
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        for file, (encode, text) in make().items():
            (folder / file).write_bytes(encode(text))


if __name__ == "__main__":
    main()
