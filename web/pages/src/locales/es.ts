import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const es: Dictionary<PageKey> = {
  signOut: "Cerrar sesión",
  signedOut: "No has iniciado sesión",
  linkUsed: "Este enlace ya no es válido",
  askForLink:
    "Pide un enlace nuevo a quien gestiona ChatHub en tu empresa. Cada enlace funciona una vez, durante 15 minutos.",
  unreachable: "No se puede contactar con el servidor",
  unreachableHint: "Esta página sigue intentándolo. Comprueba tu conexión.",
  noChat: "No hay ningún chat en esta dirección",
  noChatHint: "Comprueba el enlace o pide uno nuevo a la empresa.",
};
