import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const ar: Dictionary<keyof typeof en> = {
  title: "معاينة الدردشة",
  device: "الشاشة",
  desktop: "الحاسوب",
  phone: "الهاتف",
  theme: "مظهر الزائر",
  "theme.light": "فاتح",
  "theme.dark": "داكن",
  presence: "موظفو الدعم",
  here: "يوجد من يجيب",
  away: "لا يوجد أحد",
  channel: "مظهر القناة",
  "as-of": "في وقت معيّن، حسب ساعة {zone}",
  now: "الآن",
  "open.always": "مفتوح ليلًا ونهارًا.",
  "open.until": "مفتوح في ذلك الوقت، حتى {time}.",
  open: "مفتوح في ذلك الوقت.",
  closed: "مغلق في ذلك الوقت. يفتح {time}.",
  "closed.always": "مغلق في ذلك الوقت، ولا يفتح أبدًا.",
  "visitors-clock": "تعرض الدردشة الوقت حسب ساعة كل زائر.",
  restart: "البدء من جديد",
  resolve: "إنهاء المحادثة",
  hint: "جرّبها: لا يُرسل شيء ولا يُحفظ شيء.",
  operator: "ليلى",
  answer: "مرحبًا! هكذا تبدو إجابتك.",
};
