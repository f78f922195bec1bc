import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/keys";

export const fr: Dictionary<keyof typeof en> = {
  title: "Clés",
  lead: "Avec elles, vos propres programmes travaillent avec ChatHub.",
  "owner-only": "Seul le propriétaire crée et révoque des clés.",
  token: "Jeton d’entreprise",
  "token.lead":
    "Pour votre propre serveur : il gère les opérateurs et les connecte au panneau dans votre back-office.",
  "token.text":
    "Placez-le dans l’environnement de votre serveur, jamais dans une page. Il est valable jusqu’à ce que vous le révoquiez.",
  "token.make": "Créer un jeton",
  "token.label": "Votre jeton",
  "token.copy": "Copier le jeton",
  "token.once":
    "Il n’est affiché que maintenant. Quiconque le possède peut faire ce que peut votre entreprise : gardez-le comme un mot de passe.",
  revoke: "Révoquer tous les jetons",
  "revoke.lead":
    "Si l’un d’eux est peut-être tombé entre de mauvaises mains. Tout le monde reste connecté ici.",
  "revoke.deed": "Révoquer tous les jetons",
  "revoke.title": "Révoquer tous les jetons d’entreprise ?",
  "revoke.text":
    "Les programmes qui en utilisent un cessent de fonctionner jusqu’à ce qu’ils en reçoivent un nouveau. C’est irréversible.",
  revoked: "Plus aucun jeton d’entreprise n’est valable",
  channels: "Clés des canaux",
  "channels.lead":
    "Avec elles, votre serveur dit au chat qui sont vos clients connectés. Vous les trouvez auprès de chaque canal.",
};
