/**
 * What AgroBot says to questions that it recognises and cannot answer yet: that it cannot, and what it can do
 * meanwhile or where the answer is to be had.
 */
export const TEXTS = {
  weather: {
    text: 'Todavía no consulto el clima; para hoy, mire el IDEAM (www.ideam.gov.co). Sí le puedo decir qué se siembra y cuánto se produce en su región.',
    short: 'Todavía no consulto el clima; mire el IDEAM (www.ideam.gov.co).',
  },
  weather_forecast: {
    text: 'Todavía no consulto el pronóstico; para los próximos días, mire el IDEAM (www.ideam.gov.co). Sí le puedo decir qué se siembra y cuánto se produce en su región.',
    short: 'Todavía no consulto el pronóstico; mire el IDEAM (www.ideam.gov.co).',
  },
  weather_sowing_advice: {
    text: 'Todavía no consulto el clima, así que no le puedo decir si el tiempo está bueno para sembrar o aplicar. Mire el pronóstico del IDEAM (www.ideam.gov.co); qué se siembra y cuánto se produce en su región sí se lo digo.',
    short: 'Todavía no consulto el clima para decirle si siembra hoy; mire el IDEAM (www.ideam.gov.co).',
  },
  irrigation_advice: {
    text: 'Todavía no calculo riegos porque no consulto la lluvia ni la temperatura. Mientras tanto, toque el suelo a 10 o 20 centímetros de hondo: si está húmedo, puede esperar.',
    short:
      'Todavía no calculo riegos. Toque el suelo a 10 o 20 centímetros de hondo: si está húmedo, puede esperar.',
  },
  crop_profitability: {
    text: 'No tengo precios ni costos, así que no le puedo decir qué cultivo o qué lugar conviene más para el bolsillo; los precios los publica el SIPSA del DANE. Sí le digo cuánto se produce y dónde: pregúnteme, por ejemplo, ¿quién produce más aguacate?',
    short:
      'No tengo precios ni costos; los precios los publica el SIPSA del DANE. Sí le digo cuánto se produce y dónde.',
  },
  crop_timing: {
    text: 'Todavía no tengo calendario de siembras y cosechas; pregúntele a un técnico de su municipio. Sí le puedo decir qué se siembra y cuánto se produce en su región.',
    short: 'Todavía no tengo calendario de siembras; pregúntele a un técnico de su municipio.',
  },
  location: {
    known: (inPlace: string) =>
      `Según lo que me ha dicho, está ${inPlace}. Todavía no busco direcciones ni mapas.`,
    unknown:
      'No sé dónde está: todavía no busco ubicaciones. Dígame su municipio y le respondo para ese lugar.',
  },
} as const;
