import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const ar: Dictionary<PageKey> = {
  signOut: "تسجيل الخروج",
  signedOut: "لم تسجّل الدخول",
  linkUsed: "هذا الرابط لم يعد صالحًا",
  askForLink: "اطلب رابطًا جديدًا ممن يدير ChatHub في شركتك. كل رابط يعمل مرة واحدة خلال 15 دقيقة.",
  unreachable: "تعذّر الوصول إلى الخادم",
  unreachableHint: "تواصل هذه الصفحة المحاولة. تحقق من اتصالك.",
  noChat: "لا توجد محادثة على هذا العنوان",
  noChatHint: "تحقق من الرابط أو اطلب رابطًا جديدًا من الشركة.",
};
