import type { Dictionary } from "@chathub/ui/language";

export const en = {
  "reason.missing": "Fill this in.",
  "reason.too_long": { one: "At most {count} character.", other: "At most {count} characters." },
  "reason.too_short": { one: "At least {count} character.", other: "At least {count} characters." },
  "reason.too_many": { one: "At most {count} entry.", other: "At most {count} entries." },
  "reason.too_few": { one: "At least {count} entry.", other: "At least {count} entries." },
  "reason.too_high": "At most {count}.",
  "reason.too_low": "At least {count}.",
  "reason.wrong_type": "This is not of the kind that belongs here.",
  "reason.unknown": "The page and the server do not fit together. Load the page anew.",
  "reason.not_offered": "Choose one of the values that are offered.",
  "reason.wrong_format": "This is not written as it has to be.",
  "reason.wrong_character": "There is a character in it that cannot be kept. Type it anew.",
  "reason.repeated": "Something stands here twice.",
  "reason.unreadable": "The server could not read what this page sent. Load the page anew.",
  "reason.taken": "This login is taken. Choose another.",
  "reason.not_a_login":
    "1 to {count} of the characters a-z 0-9 . _ @ + -, beginning with a letter or digit.",
  "reason.guessable":
    "This password is one of those that are tried first. Take another, for example four words.",
  "reason.too_many_bytes": {
    one: "The password is too long: at most {count} byte.",
    other: "The password is too long: at most {count} bytes.",
  },
  "reason.not_your_password": "This is not your password. Type it again.",
  "reason.not_an_origin":
    "Write the address of a website, such as https://www.example.com or https://*.example.com.",
  "reason.origin_too_wide":
    "This is too wide: a * stands before a domain of your own, as in https://*.example.com.",
  "reason.origin_spelling": "Write this name as browsers do, beginning with xn--.",
  "reason.not_a_time_zone": "There is no such time zone. Choose one such as Europe/Kyiv.",
  "reason.not_a_day": "There is no such day, or none that can be chosen here.",
  "reason.wrong_order": "It has to end after it begins.",
  "reason.overlap": "Two spans overlap.",
  "reason.too_many_days": {
    one: "At most {count} day at a time.",
    other: "At most {count} days at a time.",
  },
  "reason.choices": "Write the choices, each of them once.",
  "reason.not_confirmed": "This is neither the person’s name nor number. Type it again.",
  "reason.too_many_people": {
    one: "A company has at most {count} person. Remove somebody first.",
    other: "A company has at most {count} people. Remove somebody first.",
  },
  "reason.too_many_channels": {
    one: "An organization has at most {count} channel. Delete one first.",
    other: "An organization has at most {count} channels. Delete one first.",
  },
  "reason.too_many_keys": {
    one: "A channel has at most {count} key. Delete one first.",
    other: "A channel has at most {count} keys. Delete one first.",
  },
  "reason.key_reused":
    "This was sent already, with other contents. Load the page anew and look at what was done.",
  "reason.viewer":
    "You may look, and change nothing. Ask the owner of your company to make you an admin.",
  "reason.owner_only": "Only the owner of your company may do this.",
  "reason.other_token": "As whom you are signed in here, you cannot do this.",
  "reason.operator_inactive": "This operator is not active. Activate the operator first.",
  "code.origin": "The server takes this from its own pages only. Open the console at its address.",
  "code.csrf": "Your session is another one by now. Load the page anew.",
  "code.changed":
    "Somebody else has changed this meanwhile. Load the page anew, and change it again.",
  "code.method": "The page and the server do not fit together. Load the page anew.",
  "code.media_type": "The page and the server do not fit together. Load the page anew.",
  "code.too_large": "That is too much at once. Send less.",
  "code.storage": "The server’s disk is nearly full. Whoever runs it has to make room.",
} as const satisfies Dictionary;
