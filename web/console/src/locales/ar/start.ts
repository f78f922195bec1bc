import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/start";

export const ar: Dictionary<keyof typeof en> = {
  step: "الخطوة {number} من {of}",
  loading: "جارٍ التحقق من الخطوات المنجزة",
  next: "متابعة",
  later: "تأجيل هذه الخطوة",
  "company.title": "مرحبًا بك في ChatHub",
  "company.lead": "خمس خطوات قصيرة إلى دردشة تعمل في موقعك. أولًا: من أنتم؟",
  "company.name": "اسم شركتك",
  "company.login": "ما تسجّل الدخول به: أحرف وأرقام ونقاط وشرطات، أو بريدك الإلكتروني.",
  "organization.title": "من يردّ على عملائك؟",
  "organization.lead":
    "المؤسسة فريق له موظفو دعم ودردشات خاصة، كعلامة تجارية أو قسم. تكفي واحدة للبدء.",
  "organization.name": "الاسم الذي يراه العملاء",
  "website.title": "أين ستكون الدردشة؟",
  "website.lead": "لا تعرض دردشتَك إلا الصفحاتُ التي تحددها هنا.",
  "website.origin": "عنوان موقعك",
  "website.hint": "انسخه من متصفحك: يُتجاهل ما يأتي بعد أول شرطة مائلة.",
  "website.channel": "الموقع",
  "operator.title": "من هو أول موظف دعم؟",
  "operator.lead":
    "يردّ موظفو الدعم على العملاء. يمكنك إضافة فريقك كله لاحقًا، واحدًا تلو الآخر أو من ملف.",
  "operator.name": "اسم موظف الدعم",
  "operator.hint": "يراه العملاء بجانب كل رد.",
  "last.title": "ضع الدردشة في موقعك",
  "last.lead": "بقي أمران، بالترتيب الذي تفضّله.",
  "last.paste": "ألصق هذا في صفحاتك",
  "last.element": "في أي موضع من الصفحة، والأفضل قبل ‎</body>‎",
  "last.copy": "نسخ العنصر",
  "last.waiting": "في انتظار مشاهدتها: افتح صفحة فيها العنصر، وسيتحول هذا إلى الأخضر.",
  "last.answer": "أجب عن الرسالة الأولى",
  "last.answer.text": "يسجّل {name} الدخول إلى اللوحة برابط، وتصل رسائل العملاء إليها.",
  "last.finish": "إنهاء",
};
