import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/keys";

export const es: Dictionary<keyof typeof en> = {
  title: "Claves",
  lead: "Con ellas, sus propios programas trabajan con ChatHub.",
  "owner-only": "Solo el propietario crea y revoca claves.",
  token: "Token de empresa",
  "token.lead":
    "Para su propio servidor: gestiona operadores y los conecta al panel dentro de su sistema interno.",
  "token.text":
    "Póngalo en el entorno de su servidor, nunca en una página. Es válido hasta que lo revoque.",
  "token.make": "Crear un token",
  "token.label": "Su token",
  "token.copy": "Copiar el token",
  "token.once":
    "Se muestra solo ahora. Quien lo tenga puede hacer lo mismo que su empresa: guárdelo como una contraseña.",
  revoke: "Revocar todos los tokens",
  "revoke.lead": "Si alguno pudiera estar en malas manos. Aquí todos conservan su sesión.",
  "revoke.deed": "Revocar todos los tokens",
  "revoke.title": "¿Revocar todos los tokens de empresa?",
  "revoke.text":
    "Los programas que usen alguno dejarán de funcionar hasta que reciban uno nuevo. Esto no se puede deshacer.",
  revoked: "Ya no es válido ningún token de empresa",
  channels: "Claves de los canales",
  "channels.lead":
    "Con ellas, su servidor dice al chat quiénes son sus clientes con sesión iniciada. Las encontrará en cada canal.",
};
