import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/start";

export const fr: Dictionary<keyof typeof en> = {
  step: "Étape {number} sur {of}",
  loading: "Recherche de là où vous en êtes",
  next: "Continuer",
  later: "Faire cela plus tard",
  "company.title": "Bienvenue dans ChatHub",
  "company.lead":
    "Cinq étapes courtes vers un chat qui fonctionne sur votre site. D’abord : qui êtes-vous ?",
  "company.name": "Nom de votre entreprise",
  "company.login":
    "Ce avec quoi vous vous connectez : lettres, chiffres, points et tirets, ou votre adresse e-mail.",
  "organization.title": "Qui répond à vos clients ?",
  "organization.lead":
    "Une organisation est une équipe avec ses propres opérateurs et chats, comme une marque ou un service. Une seule suffit pour commencer.",
  "organization.name": "Nom que voient les clients",
  "website.title": "Où sera le chat ?",
  "website.lead": "Seules les pages que vous indiquez ici peuvent afficher votre chat.",
  "website.origin": "Adresse de votre site",
  "website.hint":
    "Copiez-la depuis votre navigateur : ce qui suit la première barre oblique est ignoré.",
  "website.channel": "Site web",
  "operator.title": "Qui est le premier opérateur ?",
  "operator.lead":
    "Les opérateurs répondent aux clients. Vous pourrez ajouter toute votre équipe plus tard, un par un ou depuis un fichier.",
  "operator.name": "Nom de l’opérateur",
  "operator.hint": "Les clients le voient à côté de chaque réponse.",
  "last.title": "Placez le chat sur votre site",
  "last.lead": "Il reste deux choses, dans l’ordre que vous voulez.",
  "last.paste": "Collez ceci dans vos pages",
  "last.element": "N’importe où dans la page, de préférence avant </body>",
  "last.copy": "Copier l’élément",
  "last.waiting":
    "En attente d’être vu : ouvrez une page contenant l’élément, et ceci devient vert.",
  "last.answer": "Répondez au premier message",
  "last.answer.text":
    "{name} se connecte au panneau avec un lien, et les messages des clients y arrivent.",
  "last.finish": "Terminer",
};
