import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/rights";

export const es: Dictionary<keyof typeof en> = {
  title: "Datos personales",
  lead: "Lo que {name} guarda de las personas que le escribieron: entréguelo, bórrelo y fije cuánto tiempo se guarda.",
  find: "Buscar a una persona",
  "find.lead": "Alguien pregunta qué guarda usted sobre él, o quiere ser olvidado.",
  "find.query": "Nombre, correo electrónico, número de teléfono o identidad",
  "find.hint":
    "Basta una parte. Quien escribió en dos de sus sitios web aparece dos veces; también aparecen las personas bloqueadas. Quien no dio su nombre se llama «Visitante» con un número en el panel: escriba ese número.",
  "find.deed": "Buscar",
  "find.short": "Escriba al menos dos caracteres.",
  "found.none": "No se encontró a nadie.",
  found: {
    one: "Se encontró {count} persona.",
    many: "Se encontraron {count} personas.",
    other: "Se encontraron {count} personas.",
  },
  "found.list": "Personas encontradas",
  nameless: "Cliente {id}",
  blocked: "Bloqueado",
  never: "Nunca escribió",
  active: "Último mensaje: {time}",
  person: "Persona",
  "person.lead": "Cliente {id}",
  "person.back": "Volver a la búsqueda",
  kept: "Lo que se guarda",
  "kept.blocked": "Esta persona está bloqueada y tiene los mismos derechos que todas.",
  "kept.email": "Correo electrónico",
  "kept.phone": "Número de teléfono",
  "kept.identity": "Identidad avalada por su servidor",
  "kept.channel": "Canal",
  "kept.since": "Visto por primera vez",
  "kept.active": "Último mensaje",
  "kept.consent": "Aceptó el formulario",
  "kept.messages": "Mensajes",
  "kept.notes": "Notas sobre la persona",
  "kept.files": "Archivos",
  "kept.ratings": "Valoraciones",
  count: { one: "{count}", many: "{count}", other: "{count}" },
  "files.none": "Ninguno",
  files: { one: "{count} ({size})", many: "{count} ({size})", other: "{count} ({size})" },
  export: "Exportar",
  "export.text":
    "Un archivo ZIP con todo: lo que la persona contó, cada mensaje, valoración y archivo, y lo que dice el registro. Diez exportaciones por hora.",
  "export.notes":
    "Las notas de sus operadores están en su carpeta «about». Pueden hablar de otras personas: léalas antes de entregarlas.",
  "export.deed": "Descargar la exportación",
  "export.done":
    "La exportación está en sus descargas. Guárdela con el mismo cuidado que los datos.",
  erase: "Borrar",
  "erase.lead": "Todo lo que se guarda de esta persona desaparece para siempre.",
  "erase.open": "Borrar a esta persona",
  "erase.title": "¿Borrar a {name}?",
  "erase.messages": {
    one: "{count} mensaje o nota pierde su texto.",
    many: "{count} mensajes y notas pierden su texto.",
    other: "{count} mensajes y notas pierden su texto.",
  },
  "erase.profile":
    "Desaparecen nombre, direcciones, identidad, respuestas, consentimiento y comentarios, también del registro.",
  "erase.files": {
    one: "Se elimina {count} archivo.",
    many: "Se eliminan {count} archivos.",
    other: "Se eliminan {count} archivos.",
  },
  "erase.chat":
    "Los operadores ya no pueden ver la conversación. El chat de la persona empieza de nuevo, como el de un desconocido.",
  "erase.numbers":
    "Las cifras permanecen para que los informes sigan siendo correctos; no permiten reconocer a nadie.",
  "erase.backups":
    "Las copias de seguridad y exportaciones que hizo no cambian: elimínelas a tiempo.",
  "erase.confirm": "Escriba «{name}» para confirmar",
  "erase.final": "Esto no se puede deshacer.",
  "erase.other": "Eso no es «{name}». Escríbalo como figura arriba.",
  "erase.deed": "Borrar para siempre",
  "erase.done": "Se ha borrado a la persona.",
  "erase.going-on":
    "Nadie ve ya a esta persona. El servidor todavía sobrescribe lo último que queda.",
  keep: "Cuánto tiempo se guardan las conversaciones",
  "keep.lead": "Las conversaciones antiguas se borran con todo lo que se sabe de sus personas.",
  "keep.ever": "Las conversaciones se guardan para siempre.",
  "keep.now": {
    one: "Las conversaciones se borran tras {count} día sin mensajes.",
    many: "Las conversaciones se borran tras {count} días sin mensajes.",
    other: "Las conversaciones se borran tras {count} días sin mensajes.",
  },
  "keep.how": "Guardar las conversaciones",
  "keep.how.ever": "Para siempre",
  "keep.how.days": "Durante un número de días",
  "keep.days": "Días sin mensajes",
  "keep.hint": "Un año son 365. Un mensaje más reciente conserva toda la conversación.",
  "keep.wrong": "Escriba un número entero de 1 a 36500.",
  preview: {
    one: "Se borraría {count} conversación en menos de una hora.",
    many: "Se borrarían {count} conversaciones en menos de una hora.",
    other: "Se borrarían {count} conversaciones en menos de una hora.",
  },
  "preview.none": "Aún no hay conversaciones tan antiguas.",
  "keep.title": {
    one: "¿Borrar lo que lleva {count} día sin mensajes?",
    many: "¿Borrar lo que lleva {count} días sin mensajes?",
    other: "¿Borrar lo que lleva {count} días sin mensajes?",
  },
  "keep.final":
    "Desde entonces, cada conversación desaparece cuando alcanza esa antigüedad. Lo borrado no se puede recuperar.",
  "keep.deed": "Guardar y borrar",
};
