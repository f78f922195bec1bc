/** The customer's widget in Arabic. */

import type { Dictionary } from "@chathub/ui/language";
import { ar as shared } from "@chathub/ui/locales/ar";
import type { ChatKey } from "./en";

export const ar: Dictionary<ChatKey> = {
  ...shared,
  "ui.attach": "إرفاق ملف",
  "chat.open": "فتح الدردشة",
  "chat.close": "إغلاق الدردشة",
  "chat.unread": {
    zero: "لا رسائل غير مقروءة",
    one: "رسالة واحدة غير مقروءة",
    two: "رسالتان غير مقروءتين",
    few: "{count} رسائل غير مقروءة",
    many: "{count} رسالة غير مقروءة",
    other: "{count} رسالة غير مقروءة",
  },
  "chat.load-failed": "تعذّر تحميل الدردشة. يُرجى المحاولة مرة أخرى بعد قليل.",
  "chat.with": "دردشة مع {organization}",
  "chat.messages": "الرسائل",
  "chat.plain": "الدردشة",
  "chat.online": "نحن متصلون الآن",
  "chat.away": "سنردّ في أقرب وقت ممكن",
  "chat.greeting": "مرحبًا! كيف يمكننا مساعدتكم؟",
  "chat.greeting-away": "مرحبًا! اكتبوا لنا، وسنردّ هنا فور عودتنا.",
  "chat.connecting": "جارٍ الاتصال…",
  "chat.reconnecting": "انقطع الاتصال. جارٍ إعادة الاتصال…",
  "chat.offline": "لا يوجد اتصال بالإنترنت. رسالتكم محفوظة وستُرسل لاحقًا.",
  "chat.unreachable": "يتعذّر الوصول إلى الدردشة. رسالتكم محفوظة وستُرسل لاحقًا.",
  "chat.refused": "الدردشة غير متاحة في هذه الصفحة.",
  "chat.fallback": "التواصل معنا بطريقة أخرى",
  "chat.blocked": "لم يعد بإمكانكم الكتابة في هذه الدردشة.",
  "chat.resolved": "أُغلقت هذه المحادثة. اكتبوا رسالة لإعادة فتحها.",
  "chat.typing": "يكتب ردًّا",
  "chat.write": "اكتبوا رسالة…",
};
