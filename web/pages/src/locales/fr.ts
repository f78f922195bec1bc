import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const fr: Dictionary<PageKey> = {
  signOut: "Se déconnecter",
  signedOut: "Vous n’êtes pas connecté",
  linkUsed: "Ce lien n’est plus valable",
  askForLink:
    "Demandez un nouveau lien à la personne qui gère ChatHub dans votre entreprise. Chaque lien fonctionne une fois, pendant 15 minutes.",
  unreachable: "Le serveur est injoignable",
  unreachableHint: "Cette page continue d’essayer. Vérifiez votre connexion.",
  noChat: "Il n’y a pas de chat à cette adresse",
  noChatHint: "Vérifiez le lien ou demandez-en un nouveau à l’entreprise.",
};
