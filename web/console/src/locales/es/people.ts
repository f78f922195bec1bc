import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/people";

export const es: Dictionary<keyof typeof en> = {
  title: "Personas",
  lead: "Inician sesión en esta consola. Los operadores, que responden a los clientes, están en otro lugar.",
  invite: "Invitar a alguien",
  "invite.deed": "Crear una invitación",
  "owner-only": "Solo el propietario invita a personas y cambia lo que pueden hacer.",
  you: "{name} (usted)",
  invited: "Invitación enviada, aún no se ha unido",
  seen: "aquí: {when}",
  deeds: "Más sobre {name}",
  name: "Nombre",
  role: "Qué puede hacer esta persona",
  "as.admin": "Administrador: cambia todo menos las personas y las claves",
  "as.viewer": "Lector: mira y no cambia nada",
  roles: "Quién puede hacer qué",
  "roles.owner":
    "El acceso de la propia empresa. Puede hacerlo todo: también invitar a personas, crear claves y cambiar el nombre de la empresa.",
  "roles.admin": "Cambia organizaciones, operadores, canales y ajustes, y lo ve todo.",
  "roles.viewer": "Lo ve todo, no cambia nada.",
  link: "Nueva invitación",
  "link.of": "Invitación para {name}",
  "link.copy": "Copiar el enlace",
  "link.text":
    "Envíe este enlace a {name}: quien lo abra elige un usuario y una contraseña. Funciona una vez, durante siete días, y se muestra solo ahora.",
  "link.new": "Un enlace nuevo sustituye al anterior, que deja de ser válido.",
  change: "Cambiar",
  "change.title": "Cambiar a {name}",
  remove: "Quitar",
  "remove.title": "¿Quitar a {name}?",
  "remove.text":
    "La sesión de esta persona se cierra al instante y ya no podrá iniciarla. Lo que hizo permanece en el registro de auditoría.",
  removed: "{name} ya no tiene acceso a la consola",
};
