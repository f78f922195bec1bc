import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const ar: Dictionary<keyof typeof en> = {
  title: "الإعدادات",
  name: "الاسم",
  "name.label": "اسم المؤسسة",
  "name.hint": "يراه العملاء في الدردشة، وموظفو الدعم في لوحتهم.",
  "name.changed":
    "أعطاها شخص آخر في هذه الأثناء الاسم «{name}». ما كتبته ما زال هنا: احفظ من جديد ليحل محله.",
  origins: "المواقع المسموح بها",
  "origins.lead": "لا تعرض دردشةَ هذه المؤسسة أو لوحتها إلا صفحاتُ هذه العناوين.",
  "origins.none": "لا يوجد موقع مسموح به بعد: لا تظهر الدردشة إلا في صفحات هذا الخادم نفسه.",
  "origins.label": "عنوان موقع",
  "origins.hint": "مثل ‎https://www.example.com أو ‎https://*.example.com لكل ما تحته.",
  "origins.add": "السماح لهذا الموقع",
  "origins.added": "أصبح {origin} مسموحًا به",
  "origins.there": "موجود في القائمة من قبل.",
  "origins.remove": "إزالة {origin}",
  "origins.remove.title": "إزالة {origin}؟",
  "origins.remove.deed": "إزالة",
  "origins.remove.text": "ستتوقف صفحاته عن عرض الدردشة فورًا، حتى لمن فتحها بالفعل.",
  "origins.removed": "لم يعد {origin} مسموحًا به",
};
