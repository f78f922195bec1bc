import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const es: Dictionary<PageKey> = {
  signOut: "Cerrar sesión",
  signedOut: "No ha iniciado sesión",
  linkUsed: "Este enlace ya no es válido",
  askForLink:
    "Pida un enlace nuevo a quien gestiona ChatHub en su empresa. Cada enlace funciona una vez, durante 15 minutos.",
  unreachable: "No se puede contactar con el servidor",
  unreachableHint: "Esta página sigue intentándolo. Compruebe su conexión.",
  noChat: "No hay ningún chat en esta dirección",
  noChatHint: "Compruebe el enlace o pida uno nuevo a la empresa.",
};
