import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/account";

export const ar: Dictionary<keyof typeof en> = {
  title: "حسابك",
  lead: "اسم الدخول الخاص بك: {login}.",
  password: "كلمة المرور",
  "password.lead": "سيلزمك تسجيل الدخول من جديد على كل جهاز آخر.",
  "password.owner":
    "سيلزمك تسجيل الدخول من جديد على كل جهاز آخر، وستحتاج برامجك إلى رمز شركة جديد.",
  "password.current": "كلمة المرور الحالية",
  "password.new": "كلمة المرور الجديدة",
  "password.deed": "تغيير كلمة المرور",
  "password.changed": "تم تغيير كلمة المرور",
  company: "الشركة",
  "company.name": "اسم شركتك",
  looks: "اللغة والمظهر",
  "looks.lead": "لك وحدك، في هذا المتصفح.",
  theme: "الألوان",
  "theme.auto": "حسب هذا الجهاز",
  "theme.light": "فاتح",
  "theme.dark": "داكن",
};
