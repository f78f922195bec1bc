import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/problems";

export const fr: Dictionary<keyof typeof en> = {
  "reason.missing": "Remplissez ce champ.",
  "reason.too_long": {
    one: "Au plus {count} caractère.",
    many: "Au plus {count} caractères.",
    other: "Au plus {count} caractères.",
  },
  "reason.too_short": {
    one: "Au moins {count} caractère.",
    many: "Au moins {count} caractères.",
    other: "Au moins {count} caractères.",
  },
  "reason.too_many": {
    one: "Au plus {count} entrée.",
    many: "Au plus {count} entrées.",
    other: "Au plus {count} entrées.",
  },
  "reason.too_few": {
    one: "Au moins {count} entrée.",
    many: "Au moins {count} entrées.",
    other: "Au moins {count} entrées.",
  },
  "reason.too_high": "Au plus {count}.",
  "reason.too_low": "Au moins {count}.",
  "reason.wrong_type": "Une valeur d’un autre type est attendue ici.",
  "reason.unknown": "La page et le serveur ne vont pas ensemble. Rechargez la page.",
  "reason.not_offered": "Choisissez l’une des valeurs proposées.",
  "reason.wrong_format": "Ce n’est pas écrit comme il le faut.",
  "reason.wrong_character":
    "Un caractère ne peut pas être conservé. Saisissez de nouveau le texte.",
  "reason.repeated": "Quelque chose figure ici deux fois.",
  "reason.unreadable": "Le serveur n’a pas pu lire ce que cette page a envoyé. Rechargez la page.",
  "reason.taken": "Cet identifiant est déjà pris. Choisissez-en un autre.",
  "reason.not_a_login":
    "De 1 à {count} des caractères a-z 0-9 . _ @ + -, en commençant par une lettre ou un chiffre.",
  "reason.guessable":
    "Ce mot de passe est de ceux que l’on essaie d’abord. Prenez-en un autre, par exemple quatre mots.",
  "reason.too_many_bytes": {
    one: "Le mot de passe est trop long : au plus {count} octet.",
    many: "Le mot de passe est trop long : au plus {count} octets.",
    other: "Le mot de passe est trop long : au plus {count} octets.",
  },
  "reason.not_your_password": "Ce n’est pas votre mot de passe. Saisissez-le de nouveau.",
  "reason.not_an_origin":
    "Saisissez l’adresse d’un site, par exemple https://www.example.com ou https://*.example.com.",
  "reason.origin_too_wide":
    "C’est trop large : le * précède un domaine qui vous appartient, comme https://*.example.com.",
  "reason.origin_spelling": "Écrivez ce nom comme les navigateurs, en commençant par xn--.",
  "reason.not_a_time_zone": "Ce fuseau horaire n’existe pas. Choisissez-en un comme Europe/Paris.",
  "reason.not_a_day": "Ce jour n’existe pas, ou ne peut pas être choisi ici.",
  "reason.wrong_order": "La fin doit venir après le début.",
  "reason.overlap": "Deux plages se chevauchent.",
  "reason.too_many_days": {
    one: "Au plus {count} jour à la fois.",
    many: "Au plus {count} jours à la fois.",
    other: "Au plus {count} jours à la fois.",
  },
  "reason.choices": "Saisissez les choix, chacun une seule fois.",
  "reason.not_confirmed":
    "Ce n’est ni le nom ni le numéro de la personne. Saisissez-le de nouveau.",
  "reason.too_many_people": {
    one: "Une entreprise compte au plus {count} personne. Retirez d’abord quelqu’un.",
    many: "Une entreprise compte au plus {count} personnes. Retirez d’abord quelqu’un.",
    other: "Une entreprise compte au plus {count} personnes. Retirez d’abord quelqu’un.",
  },
  "reason.too_many_channels": {
    one: "Une organisation a au plus {count} canal. Supprimez-en d’abord un.",
    many: "Une organisation a au plus {count} canaux. Supprimez-en d’abord un.",
    other: "Une organisation a au plus {count} canaux. Supprimez-en d’abord un.",
  },
  "reason.too_many_keys": {
    one: "Un canal a au plus {count} clé. Supprimez-en d’abord une.",
    many: "Un canal a au plus {count} clés. Supprimez-en d’abord une.",
    other: "Un canal a au plus {count} clés. Supprimez-en d’abord une.",
  },
  "reason.key_reused":
    "Cela a déjà été envoyé avec un autre contenu. Rechargez la page et voyez ce qui a été fait.",
  "reason.viewer":
    "Vous pouvez tout consulter, sans rien changer. Demandez au propriétaire de votre entreprise de vous nommer administrateur.",
  "reason.owner_only": "Seul le propriétaire de votre entreprise peut le faire.",
  "reason.other_token": "Le compte avec lequel vous êtes connecté ne peut pas le faire.",
  "reason.operator_inactive": "Cet opérateur n’est pas actif. Activez-le d’abord.",
  "code.origin":
    "Le serveur ne l’accepte que de ses propres pages. Ouvrez la console à son adresse.",
  "code.csrf": "Votre session a changé entre-temps. Rechargez la page.",
  "code.changed":
    "Quelqu’un d’autre l’a modifié entre-temps. Rechargez la page, puis refaites la modification.",
  "code.method": "La page et le serveur ne vont pas ensemble. Rechargez la page.",
  "code.media_type": "La page et le serveur ne vont pas ensemble. Rechargez la page.",
  "code.too_large": "C’est trop à la fois. Envoyez-en moins.",
  "code.storage":
    "Le disque du serveur est presque plein. La personne qui l’exploite doit faire de la place.",
};
