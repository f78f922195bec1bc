import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/rights";

export const fr: Dictionary<keyof typeof en> = {
  title: "Données personnelles",
  lead: "Ce que {name} conserve sur les personnes qui lui ont écrit : remettez-le, effacez-le, et fixez pour combien de temps il est conservé.",
  find: "Trouver une personne",
  "find.lead": "Quelqu’un demande ce que vous conservez à son sujet, ou souhaite être oublié.",
  "find.query": "Nom, adresse e-mail, numéro de téléphone ou identité",
  "find.hint":
    "Une partie suffit. Qui a écrit sur deux de vos sites apparaît deux fois ; les personnes bloquées apparaissent aussi. Qui n’a pas donné de nom s’appelle « Visiteur » avec un numéro dans le panneau : saisissez ce numéro.",
  "find.deed": "Rechercher",
  "find.short": "Saisissez au moins deux caractères.",
  "found.none": "Personne n’a été trouvé.",
  found: {
    one: "{count} personne a été trouvée.",
    many: "{count} personnes ont été trouvées.",
    other: "{count} personnes ont été trouvées.",
  },
  "found.list": "Personnes trouvées",
  nameless: "Client {id}",
  blocked: "Bloqué",
  never: "N’a jamais écrit",
  active: "Dernier message : {time}",
  person: "Personne",
  "person.lead": "Client {id}",
  "person.back": "Retour à la recherche",
  kept: "Ce qui est conservé",
  "kept.blocked": "Cette personne est bloquée et a les mêmes droits que toutes les autres.",
  "kept.email": "Adresse e-mail",
  "kept.phone": "Numéro de téléphone",
  "kept.identity": "Identité garantie par votre serveur",
  "kept.channel": "Canal",
  "kept.since": "Vu pour la première fois",
  "kept.active": "Dernier message",
  "kept.consent": "A accepté le formulaire",
  "kept.messages": "Messages",
  "kept.notes": "Notes sur la personne",
  "kept.files": "Fichiers",
  "kept.ratings": "Évaluations",
  count: { one: "{count}", many: "{count}", other: "{count}" },
  "files.none": "Aucun",
  files: { one: "{count} ({size})", many: "{count} ({size})", other: "{count} ({size})" },
  export: "Exporter",
  "export.text":
    "Un fichier ZIP contenant tout : ce que la personne a dit, chaque message, note et fichier, et ce qu’en dit le journal. Dix exports par heure.",
  "export.notes":
    "Les notes de vos opérateurs se trouvent dans son dossier « about ». Elles peuvent parler d’autres personnes : lisez-les avant de les remettre.",
  "export.deed": "Télécharger l’export",
  "export.done": "L’export est dans vos téléchargements. Gardez-le aussi sûrement que les données.",
  erase: "Effacer",
  "erase.lead": "Tout ce qui est conservé sur cette personne disparaît, définitivement.",
  "erase.open": "Effacer cette personne",
  "erase.title": "Effacer {name} ?",
  "erase.messages": {
    one: "{count} message ou note perd son texte.",
    many: "{count} messages et notes perdent leur texte.",
    other: "{count} messages et notes perdent leur texte.",
  },
  "erase.profile":
    "Nom, adresses, identité, réponses, consentement et commentaires disparaissent, aussi du journal.",
  "erase.files": {
    one: "{count} fichier est supprimé.",
    many: "{count} fichiers sont supprimés.",
    other: "{count} fichiers sont supprimés.",
  },
  "erase.chat":
    "Les opérateurs ne voient plus la conversation. Le chat de la personne recommence à zéro, comme celui d’un inconnu.",
  "erase.numbers":
    "Les chiffres restent, pour que les rapports soient toujours justes ; ils ne permettent de reconnaître personne.",
  "erase.backups":
    "Les sauvegardes et les exports que vous avez faits ne changent pas : supprimez-les à temps.",
  "erase.confirm": "Saisissez « {name} » pour confirmer",
  "erase.final": "C’est irréversible.",
  "erase.other": "Ce n’est pas « {name} ». Saisissez-le comme indiqué ci-dessus.",
  "erase.deed": "Effacer définitivement",
  "erase.done": "La personne a été effacée.",
  "erase.going-on":
    "Personne ne voit plus cette personne. Le serveur écrase encore les dernières données.",
  keep: "Durée de conservation des conversations",
  "keep.lead":
    "Les anciennes conversations sont effacées avec tout ce qui est connu de leurs personnes.",
  "keep.ever": "Les conversations sont conservées sans limite.",
  "keep.now": {
    one: "Les conversations sont effacées après {count} jour sans message.",
    many: "Les conversations sont effacées après {count} jours sans message.",
    other: "Les conversations sont effacées après {count} jours sans message.",
  },
  "keep.how": "Conserver les conversations",
  "keep.how.ever": "Sans limite",
  "keep.how.days": "Pendant un nombre de jours",
  "keep.days": "Jours sans message",
  "keep.hint": "Une année compte 365 jours. Un message plus récent conserve toute la conversation.",
  "keep.wrong": "Saisissez un nombre entier de 1 à 36500.",
  preview: {
    one: "{count} conversation serait effacée dans l’heure.",
    many: "{count} conversations seraient effacées dans l’heure.",
    other: "{count} conversations seraient effacées dans l’heure.",
  },
  "preview.none": "Aucune conversation n’est encore si ancienne.",
  "keep.title": {
    one: "Effacer ce qui est sans message depuis {count} jour ?",
    many: "Effacer ce qui est sans message depuis {count} jours ?",
    other: "Effacer ce qui est sans message depuis {count} jours ?",
  },
  "keep.final":
    "Dès lors, chaque conversation disparaît quand elle atteint cet âge. Ce qui est effacé ne peut pas être récupéré.",
  "keep.deed": "Enregistrer et effacer",
};
