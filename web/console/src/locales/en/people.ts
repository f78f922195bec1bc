import type { Dictionary } from "@chathub/ui/language";

export const en = {
  title: "People",
  lead: "They sign in to this console. Operators, who answer customers, are elsewhere.",
  invite: "Invite somebody",
  "invite.deed": "Make an invitation",
  "owner-only": "Only the owner invites people and changes what they may do.",
  you: "{name} (you)",
  invited: "Invited, has not joined yet",
  seen: "here {when}",
  deeds: "More about {name}",
  name: "Name",
  role: "What this person may do",
  "as.admin": "Admin: changes everything but people and keys",
  "as.viewer": "Viewer: looks, and changes nothing",
  roles: "Who may do what",
  "roles.owner":
    "The company’s own login. May do everything: also invite people, make keys and change the company’s name.",
  "roles.admin": "Changes organizations, operators, channels and settings, and sees everything.",
  "roles.viewer": "Sees everything, changes nothing.",
  link: "New invitation",
  "link.of": "Invitation for {name}",
  "link.copy": "Copy the link",
  "link.text":
    "Send this link to {name}: whoever opens it chooses a login and a password. It works once, within seven days, and is shown only now.",
  "link.new": "A new link replaces the one from before, which counts no more.",
  change: "Change",
  "change.title": "Change {name}",
  remove: "Remove",
  "remove.title": "Remove {name}?",
  "remove.text":
    "This person is signed out at once, and cannot sign in any more. What they did stays in the audit log.",
  removed: "{name} is removed",
} as const satisfies Dictionary;
