/**
 * What people call places beside their official names, and which names are also everyday words. A technician who
 * knows a region may correct these tables without reading code.
 */

/** Everyday names of municipalities, by DIVIPOLA code. Of equal names the official one wins. */
export const MUNICIPALITY_NAMES: Readonly<Record<string, readonly string[]>> = {
  '05001': ['Medallo'],
  '05042': ['Santafé de Antioquia'],
  '05101': ['Bolívar Antioquia'],
  '11001': ['Bogotá', 'Bogotá D.C.', 'Santa Fe de Bogotá', 'Santafé de Bogotá'],
  '05607': ['El Retiro'],
  '13001': ['Cartagena'],
  '13468': ['Mompós', 'Mompox', 'Santa Cruz de Mompós'],
  '13688': ['Santa Rosa Sur'],
  '15332': ['Güicán'],
  '15407': ['Villa de Leiva', 'Villadeleyva'],
  '19532': ['El Bordo'],
  '19548': ['Piendamó'],
  '19698': ['Santander Quilichao', 'Quilichao'],
  '19760': ['Sotará', 'Paispamba'],
  '20013': ['Codazzi'],
  '20443': ['Manaure'],
  '25290': ['Fusa'],
  '25843': ['Ubaté'],
  '25899': ['Zipa'],
  '41013': ['El Agrado'],
  '41548': ['El Pital'],
  '50001': ['Villavo', 'Villao'],
  '52001': ['San Juan de Pasto'],
  '52418': ['Sotomayor'],
  '52224': ['Carlosama', 'Cuaspud'],
  '52699': ['Santa Cruz'],
  '52835': ['Tumaco'],
  '54001': ['Cúcuta'],
  '68001': ['Bucara'],
  '68081': ['Barranca', 'Barranca Bermeja'],
  '68276': ['Florida Blanca'],
  '70742': ['Sincé'],
  '70820': ['Tolú'],
  '70823': ['Toluviejo', 'Tolú Viejo'],
  '68755': ['El Socorro'],
  '73268': ['El Espinal'],
  '73319': ['El Guamo'],
  '73443': ['Mariquita'],
  '76001': ['Cali'],
  '76111': ['Buga'],
  '76126': ['Calima El Darién', 'Calima Darién', 'El Darién'],
  '86865': ['La Hormiga'],
  '94343': ['Barranco Minas'],
  '94001': ['Puerto Inírida'],
};

/** Other names of departments, with the adjectives that stand for them. */
export const DEPARTMENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  '05': ['antioqueño', 'antioqueña', 'antioqueños', 'antioqueñas'],
  '15': ['boyacense', 'boyacenses'],
  '17': ['caldense', 'caldenses'],
  '18': ['caqueteño', 'caqueteña', 'caqueteños'],
  '19': ['caucano', 'caucana', 'caucanos'],
  '20': ['cesarense', 'cesarenses'],
  '23': ['cordobés', 'cordobesa', 'cordobeses'],
  '25': ['cundinamarqués', 'cundinamarquesa', 'cundinamarqueses', 'la Sabana', 'Sabana de Bogotá', 'Cundi'],
  '27': ['chocoano', 'chocoana', 'chocoanos'],
  '41': ['huilense', 'huilenses'],
  '44': ['Guajira', 'guajiro', 'guajiros'],
  '50': ['metense', 'metenses'],
  '52': ['nariñense', 'nariñenses'],
  '54': ['Norte Santander', 'Nte de Santander', 'N de Santander', 'nortesantandereano', 'nortesantandereana'],
  '63': ['quindiano', 'quindiana', 'quindianos'],
  '66': ['risaraldense', 'risaraldenses'],
  '68': ['santandereano', 'santandereana', 'santandereanos'],
  '70': ['sucreño', 'sucreña', 'sucreños'],
  '73': ['tolimense', 'tolimenses'],
  '76': ['Valle', 'vallecaucano', 'vallecaucana', 'vallecaucanos'],
  '81': ['araucano', 'araucana', 'araucanos'],
  '85': ['casanareño', 'casanareña', 'casanareños'],
  '86': ['putumayense', 'putumayenses'],
  '88': [
    'San Andrés y Providencia',
    'San Andrés Islas',
    'isla de San Andrés',
    'archipiélago de San Andrés',
    'San Andrés Providencia y Santa Catalina',
  ],
};

/** Regions that are whole departments: the figures of each can be told. */
export const REGIONS: readonly { name: string; says: readonly string[]; departments: readonly string[] }[] = [
  {
    name: 'Eje Cafetero',
    says: ['Eje Cafetero', 'zona cafetera', 'viejo Caldas', 'antiguo Caldas', 'triángulo del café'],
    departments: ['17', '63', '66'],
  },
  {
    name: 'Costa Caribe',
    says: [
      'Costa Caribe',
      'Caribe',
      'Costa Atlántica',
      'Costa Norte',
      'la Costa',
      'región Caribe',
      'departamentos costeños',
    ],
    departments: ['08', '13', '20', '23', '44', '47', '70'],
  },
  {
    name: 'Llanos Orientales',
    says: ['Llanos Orientales', 'los Llanos', 'el Llano', 'Orinoquía'],
    departments: ['50', '85', '81', '99'],
  },
  {
    name: 'Pacífico',
    says: ['Costa Pacífica', 'el Pacífico', 'Pacífico', 'región Pacífica'],
    departments: ['27', '76', '19', '52'],
  },
  {
    name: 'Amazonía',
    says: ['Amazonía', 'región amazónica', 'Amazonia colombiana'],
    departments: ['18', '86', '95', '91', '94', '97'],
  },
  { name: 'los Santanderes', says: ['los Santanderes', 'Santanderes'], departments: ['68', '54'] },
  {
    name: 'altiplano cundiboyacense',
    says: ['altiplano cundiboyacense', 'cundiboyacense'],
    departments: ['15', '25'],
  },
  { name: 'Tolima Grande', says: ['Tolima Grande'], departments: ['73', '41'] },
];

/** Regions that are parts of departments: there are no figures for them, only for the departments they lie in. */
export const OTHER_REGIONS: readonly {
  name: string;
  says: readonly string[];
  departments: readonly string[];
}[] = [
  { name: 'Magdalena Medio', says: ['Magdalena Medio'], departments: ['68', '05', '13', '20'] },
  { name: 'Bajo Cauca', says: ['Bajo Cauca'], departments: ['05'] },
  { name: 'Urabá', says: ['Urabá', 'Urabá antioqueño', 'golfo de Urabá'], departments: ['05'] },
  { name: 'Oriente antioqueño', says: ['Oriente antioqueño'], departments: ['05'] },
  { name: 'Suroeste antioqueño', says: ['Suroeste antioqueño'], departments: ['05'] },
  { name: 'Valle de Aburrá', says: ['Valle de Aburrá'], departments: ['05'] },
  { name: 'Montes de María', says: ['Montes de María'], departments: ['13', '70'] },
  { name: 'La Mojana', says: ['La Mojana', 'Mojana'], departments: ['70', '13', '23'] },
  { name: 'Catatumbo', says: ['Catatumbo'], departments: ['54'] },
  {
    name: 'Sierra Nevada',
    says: ['Sierra Nevada', 'Sierra Nevada de Santa Marta'],
    departments: ['47', '20', '44'],
  },
  {
    name: 'Perijá',
    says: ['Perijá', 'serranía del Perijá', 'serranía de Perijá'],
    departments: ['20', '44'],
  },
  { name: 'Valle de Tenza', says: ['Valle de Tenza'], departments: ['15', '25'] },
  { name: 'Valle de Ubaté', says: ['Valle de Ubaté'], departments: ['25'] },
  { name: 'Valle de Sibundoy', says: ['Valle de Sibundoy', 'Alto Putumayo'], departments: ['86'] },
  { name: 'Bajo Putumayo', says: ['Bajo Putumayo'], departments: ['86'] },
  {
    name: 'Valle del Sinú',
    says: ['Valle del Sinú', 'Alto Sinú', 'Bajo Sinú', 'el Sinú'],
    departments: ['23'],
  },
  { name: 'Sumapaz', says: ['Sumapaz'], departments: ['25'] },
  { name: 'Tequendama', says: ['el Tequendama', 'provincia del Tequendama'], departments: ['25'] },
  { name: 'Macizo Colombiano', says: ['Macizo Colombiano', 'el Macizo'], departments: ['19', '41'] },
  { name: 'Altillanura', says: ['Altillanura'], departments: ['50', '99'] },
  { name: 'Ariari', says: ['el Ariari', 'Alto Ariari'], departments: ['50'] },
  ...[
    'Alemania',
    'Argentina',
    'Brasil',
    'Bolivia',
    'Chile',
    'China',
    'Costa de Marfil',
    'Costa Rica',
    'Ecuador',
    'España',
    'Estados Unidos',
    'Francia',
    'Guatemala',
    'Honduras',
    'India',
    'Indonesia',
    'Italia',
    'Japón',
    'México',
    'Miami',
    'Nicaragua',
    'Nueva York',
    'Panamá',
    'Paraguay',
    'Perú',
    'Ucrania',
    'Uruguay',
    'Venezuela',
    'Vietnam',
  ].map((name) => ({ name, says: [name], departments: [] })),
];

/** The whole country. "nacional" counts only beside a word of measure: "producción nacional", "a nivel nacional". */
export const COUNTRY_NAMES: readonly string[] = [
  'Colombia',
  'el país',
  'del país',
  'al país',
  'todo el país',
  'este país',
  'nuestro país',
  'nivel nacional',
  'total nacional',
  'producción nacional',
  'promedio nacional',
  'área nacional',
  'cosecha nacional',
  'rendimiento nacional',
  'consumo nacional',
  'oferta nacional',
  'territorio nacional',
];

/** Phrases with a place's name in them that speak of something else. */
export const NOT_PLACES: readonly string[] = [
  'banco Santander',
  'Simón Bolívar',
  'océano Atlántico',
  'océano Pacífico',
  'mar Caribe',
  'Francisco José de Caldas',
  'Francisco de Paula Santander',
  'Antonio Nariño',
  'sin cesar',
  'Semana Santa',
  'Jueves Santo',
  'todos los santos',
  'Virgen de la Candelaria',
  'Virgen del Carmen',
  'la paz mundial',
  'café de Colombia',
  'Federación Nacional',
  'Parque Nacional',
  'Universidad Nacional',
  'Universidad de Caldas',
  'Universidad de Nariño',
  'Universidad de Córdoba',
  'tinta china',
  'rosa china',
  'jamaica',
  'la Pampa',
  'cordillera de los Andes',
  'la vega del río',
  'cien años de soledad',
  'plaza de Bolívar',
];

const names = (list: string): ReadonlySet<string> => new Set(list.split(/,\s*/));

/**
 * Names that nearly always mean the thing in a farmer's sentence: a place only beside their department, after
 * "municipio de" and in "cuánta papa produce Tuta"; "en …" alone asks back. Folded.
 */
export const HARDLY_PLACES = names(
  'agrado, aguada, algarrobo, arenal, arboleda, arboledas, barrancas, bello, campamento, cerrito, clemencia, ' +
    'confines, contadero, contratacion, convencion, corrales, cota, cotorra, distraccion, dolores, el banco, ' +
    'el charco, el encanto, el molino, el paso, el reten, el retorno, el rosal, encino, floresta, fundacion, ' +
    'galeras, gama, hato, heliconia, jurado, la belleza, la capilla, la cruz, la cumbre, la esperanza, la estrella, ' +
    'la gloria, la merced, la paz, la peña, la playa, la primavera, la salina, la sierra, lejanias, lloro, ' +
    'los patios, los santos, manta, matanza, mercaderes, mesetas, mogotes, ovejas, palmar, palmito, paramo, paya, ' +
    'peque, pesca, piedras, piojo, pital, planadas, ponedera, prado, pueblo nuevo, purificacion, puli, recetor, ' +
    'regidor, remedios, remolino, rosas, santuario, silos, solita, sora, tena, tona, toro, tuta, une, vetas, ' +
    'zona bananera, guayabal, el colegio, el dificil, las animas, bellavista, casabe',
);

/** Names of people, surnames and places abroad: a place only after a preposition or beside their department. Folded. */
export const PROPER_NAMES = names(
  'acevedo, aldana, almeida, alvarado, arbelaez, argelia, arjona, barbosa, balboa, belalcazar, beltran, briceño, ' +
    'cabrera, caicedo, california, carolina, colon, concordia, elias, enciso, fonseca, florian, florida, ' +
    'francisco pizarro, funes, galan, garzon, genova, ginebra, giraldo, gonzalez, granada, guadalupe, gutierrez, ' +
    'herran, jordan, juan de acosta, landazuri, leiva, linares, madrid, malaga, marsella, marulanda, medina, milan, ' +
    'miranda, monterrey, morales, mosquera, murillo, obando, olaya, ortega, ospina, padilla, paez, pedraza, ' +
    'pinillos, policarpa, providencia, restrepo, ricaurte, rivera, roberto payan, rondon, rovira, salazar, saldaña, ' +
    'samaniego, santana, santiago, sevilla, silvia, soledad, suarez, tello, toledo, trujillo, ulloa, uribe, valdivia, ' +
    'valencia, velez, vergara, versalles, victoria, villagomez, zambrano, jerusalen, leticia, tamara, venecia, ' +
    'andalucia, nilo, lerida, jesus maria, la argentina, palestina, libano, cajamarca, corinto, betania, mutis, ' +
    'alejandria, payan, pizarro, margarita, candelaria, trinidad, filadelfia, el carmen, carmen, belen, la union, socorro',
);

/** Names that are Spanish words too but in a farmer's sentence are the town, even bare. Folded. */
export const SURELY_TOWNS = names(
  'armenia, buenaventura, cerete, guarne, monteria, pamplona, sabaneta, santa marta, turmeque, yumbo, envigado, sopo, ' +
    'samana, melgar, becerril, espinal, guasca, macheta, gacheta, arcabuco, majagual, guaduas, gramalote, frontino, ' +
    'fusa, abrego, caruru, carcasi, zarzal, florencia, cienaga, cali, tolu, tolu viejo, sotara, florida blanca, ' +
    'el bordo, amaga, caloto, cepita, chivata, tasco, tesalia, chiscas, muzo, fosca, villeta, planeta rica, canalete, ' +
    'gamarra, el copey, el cocuy, el paujil, el peñol, el peñon, guapota, ataco, flandes, tarso, taraza, maceo, jerico, ' +
    'arboletes, salgar, la ceja, caracoli, malambo, manati, armero, chaparral, alcala, calima, bahia solano, ' +
    'union panamericana, la macarena, la llanada, la tola, el tarra, el bagre, el tambo, la calera, achi, iza, potosi, ' +
    'manzanares, pacora, nuevo colon, hato corozal, barranco minas, los cordobas, la apartada, el guacamayo, ' +
    'capitanejo, cimitarra, bagado, chalan, acacias, buenos aires, pueblo rico, aguazul, corozal, ' +
    'barbacoas, el playon, puente nacional, el guamo, berruecos, cienega, la tebaida',
);

/** Saints whose day is a date of the farming year: "por San Juan", "para San José". Folded. */
export const FEASTS = names(
  'san juan, san jose, san pedro, san isidro, san antonio, san miguel, san francisco, san andres, santa lucia, san roque',
);
