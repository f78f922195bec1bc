import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const es: Dictionary<keyof typeof en> = {
  title: "Ajustes",
  name: "Nombre",
  "name.label": "Nombre de la organización",
  "name.hint": "Los clientes lo ven en el chat; los operadores, en su panel.",
  "name.changed":
    "Entretanto otra persona le ha puesto el nombre «{name}». El de usted sigue aquí: guarde de nuevo para sustituir el otro.",
  origins: "Sitios web permitidos",
  "origins.lead":
    "Solo las páginas de estas direcciones pueden mostrar el chat o el panel de esta organización.",
  "origins.none":
    "Aún no hay sitios web permitidos: el chat solo aparece en las páginas de este servidor.",
  "origins.label": "Dirección de un sitio web",
  "origins.hint":
    "Por ejemplo https://www.example.com, o https://*.example.com para todo lo que dependa de él.",
  "origins.add": "Permitir este sitio web",
  "origins.added": "Ahora {origin} está permitido",
  "origins.there": "Ya está en la lista.",
  "origins.remove": "Quitar {origin}",
  "origins.remove.title": "¿Quitar {origin}?",
  "origins.remove.deed": "Quitar",
  "origins.remove.text":
    "Sus páginas dejan de mostrar el chat al instante, también para quien lo tenga abierto.",
  "origins.removed": "{origin} ya no está permitido",
};
