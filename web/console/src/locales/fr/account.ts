import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const fr: Dictionary<keyof typeof en> = {
  title: "Votre compte",
  lead: "Vous vous connectez avec l’identifiant {login}.",
  password: "Mot de passe",
  "password.lead": "Partout ailleurs où vous êtes connecté, vous devrez vous reconnecter.",
  "password.owner":
    "Partout ailleurs où vous êtes connecté, vous devrez vous reconnecter, et vos programmes auront besoin d’un nouveau jeton d’entreprise.",
  "password.current": "Mot de passe actuel",
  "password.new": "Nouveau mot de passe",
  "password.deed": "Changer le mot de passe",
  "password.changed": "Votre mot de passe a été changé",
  company: "Entreprise",
  "company.name": "Nom de votre entreprise",
  looks: "Langue et apparence",
  "looks.lead": "Pour vous, dans ce navigateur.",
  theme: "Couleurs",
  "theme.auto": "Comme cet appareil",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
};
