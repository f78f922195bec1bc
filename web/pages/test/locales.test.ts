import { describeDictionaries } from "../../ui/test/dictionaries";

describeDictionaries(import.meta.glob("../src/locales/*.ts", { eager: true }), {});
