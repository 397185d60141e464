/** How names of places read in a farmer's sentence. A technician may correct the lists without reading code. */

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

/**
 * Those of them that after a bare "en" are the town all the same ("en Cota", "en Mogotes"); with an article they are
 * the thing ("en la fundación"). Folded.
 */
export const TOWNS_AFTER_EN = names(
  'arboleda, arboledas, bellavista, bello, cerrito, clemencia, contadero, contratacion, convencion, cota, distraccion, ' +
    'encino, floresta, fundacion, galeras, guayabal, lejanias, lloro, mercaderes, mesetas, mogotes, paya, peque, pital, ' +
    'planadas, ponedera, puli, purificacion, recetor, regidor, santuario, solita, sora, tena, tona, tuta, une',
);

/** Names of people, surnames and places abroad: a place only after a preposition or beside their department. Folded. */
export const PROPER_NAMES = names(
  'acevedo, aldana, almeida, apartado, fresno, aguadas, repelon, hobo, mariquita, guateque, cacota, chima, chita, ' +
    'angostura, peñol, faca, coloso, concepcion, solano, la dorada, la pintada, alvarado, arbelaez, argelia, arjona, barbosa, balboa, belalcazar, beltran, briceño, ' +
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
    'barbacoas, el playon, puente nacional, el guamo, berruecos, cienega, la tebaida, ' +
    'barranca bermeja, nueva granada, pueblo bello, pana pana, los palmitos, el espinal, la virginia, la celia',
);

/** Saints whose day is a date of the farming year: "por San Juan", "para San José". Folded. */
export const FEASTS = names(
  'san juan, san jose, san pedro, san isidro, san antonio, san miguel, san francisco, san andres, santa lucia, ' +
    'san roque, san martin, santa ana, santa barbara, candelaria, la candelaria, el carmen',
);
