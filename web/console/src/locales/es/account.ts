import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const es: Dictionary<keyof typeof en> = {
  title: "Su cuenta",
  lead: "Usted inicia sesión como {login}.",
  password: "Contraseña",
  "password.lead":
    "En cualquier otro lugar donde tenga la sesión iniciada, tendrá que volver a iniciarla.",
  "password.owner":
    "En cualquier otro lugar donde tenga la sesión iniciada, tendrá que volver a iniciarla, y sus programas necesitarán un nuevo token de empresa.",
  "password.current": "Contraseña actual",
  "password.new": "Contraseña nueva",
  "password.deed": "Cambiar la contraseña",
  "password.changed": "Se ha cambiado su contraseña",
  company: "Empresa",
  "company.name": "Nombre de su empresa",
  looks: "Idioma y apariencia",
  "looks.lead": "Para usted, en este navegador.",
  theme: "Colores",
  "theme.auto": "Como este dispositivo",
  "theme.light": "Claro",
  "theme.dark": "Oscuro",
};
