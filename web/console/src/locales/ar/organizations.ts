import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const ar: Dictionary<keyof typeof en> = {
  title: "المؤسسات",
  lead: "فِرق لكل منها موظفو دعم ودردشات خاصة، كالعلامات التجارية أو الأقسام.",
  add: "مؤسسة جديدة",
  "add.deed": "إنشاء",
  none: "لا توجد مؤسسات بعد",
  "none.hint": "للمؤسسة موظفو دعم يردّون، ودردشات في مواقعك. تكفي واحدة للبدء.",
  number: "الرقم {id}",
  name: "الاسم",
  "name.hint": "يراه العملاء في الدردشة.",
  origin: "عنوان موقعها",
  "origin.hint": "لا تعرض الدردشةَ إلا الصفحاتُ المحددة. يمكنك ترك هذا فارغًا وإضافة المزيد لاحقًا.",
};
