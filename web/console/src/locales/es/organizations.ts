import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const es: Dictionary<keyof typeof en> = {
  title: "Organizaciones",
  lead: "Equipos con sus propios operadores y chats, como marcas o departamentos.",
  add: "Nueva organización",
  "add.deed": "Crear",
  none: "Aún no hay organizaciones",
  "none.hint":
    "Una organización tiene operadores que responden y chats en sus sitios web. Con una basta para empezar.",
  number: "Número {id}",
  name: "Nombre",
  "name.hint": "Los clientes lo ven en el chat.",
  origin: "Dirección de su sitio web",
  "origin.hint":
    "Solo las páginas indicadas pueden mostrar el chat. Puede dejarlo vacío y añadir más después.",
};
