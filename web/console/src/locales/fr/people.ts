import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/people";

export const fr: Dictionary<keyof typeof en> = {
  title: "Personnes",
  lead: "Elles se connectent à cette console. Les opérateurs, qui répondent aux clients, sont ailleurs.",
  invite: "Inviter quelqu’un",
  "invite.deed": "Créer une invitation",
  "owner-only": "Seul le propriétaire invite des personnes et change ce qu’elles peuvent faire.",
  you: "{name} (vous)",
  invited: "Invitation envoyée, pas encore acceptée",
  seen: "ici {when}",
  deeds: "Plus sur {name}",
  name: "Nom",
  role: "Ce que cette personne peut faire",
  "as.admin": "Administrateur : change tout sauf les personnes et les clés",
  "as.viewer": "Lecteur : regarde et ne change rien",
  roles: "Qui peut faire quoi",
  "roles.owner":
    "L’identifiant de l’entreprise elle-même. Peut tout faire : aussi inviter des personnes, créer des clés et changer le nom de l’entreprise.",
  "roles.admin":
    "Change les organisations, les opérateurs, les canaux et les réglages, et voit tout.",
  "roles.viewer": "Voit tout, ne change rien.",
  link: "Nouvelle invitation",
  "link.of": "Invitation pour {name}",
  "link.copy": "Copier le lien",
  "link.text":
    "Envoyez ce lien à {name} : quiconque l’ouvre choisit un identifiant et un mot de passe. Il fonctionne une fois, pendant sept jours, et n’est affiché que maintenant.",
  "link.new": "Un nouveau lien remplace le précédent, qui n’est plus valable.",
  change: "Modifier",
  "change.title": "Modifier {name}",
  remove: "Retirer",
  "remove.title": "Retirer {name} ?",
  "remove.text":
    "Cette personne est déconnectée aussitôt et ne peut plus se connecter. Ce qu’elle a fait reste dans le journal d’audit.",
  removed: "{name} n’a plus accès à la console",
};
