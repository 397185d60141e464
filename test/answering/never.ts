/**
 * What no text may hold: doses and withdrawal days, brands and active substances, certainty of harvest or income, what is
 * worth it in money, burning, clearing forest, sowing in páramo, coca.
 */
export const NEVER = new RegExp(
  [
    String.raw`\d\s*(ml|cc|cm3|mililitros|g|gr|gramos|kg|kilos|libras|onzas|litros?|bultos?)\b`,
    String.raw`\b(dosis|mezcle|aplique|fumigue|días de retiro|carencia)\b`,
    String.raw`\b(glifosato|roundup|paraquat|clorpirif\w+|mancozeb|lorsban|ivermectina|urea|triple 15)\b`,
    String.raw`\b(garantiz\w+|seguro que|con seguridad|sin falta|va a ganar|ganará|rentables?|deja más|da plata)\b`,
    String.raw`\b(quem[ae]r?|tumb[ae]r?|desmont\w+|tale|talar|páramo|coca)\b`,
  ].join('|'),
  'i',
);
