import type { Crop, Product } from './crops.js';
import { COUNTRY, COUNTRY_CODE, type Department, type Municipality, type Place } from './places.js';
import type { DataFiles } from './readDataFiles.js';

/** A crop or product by its id, with the product indexes that its rows carry. */
export interface Named {
  id: string;
  name: string;
  crop: Crop;
  /** Set where the id is a product's and not its crop's. */
  product: Product | undefined;
  productIndexes: readonly number[];
}

/** Which rows of which table belong to a place: indexes from..to (exclusive) of that table's places. */
export interface PlaceRows {
  place: Place;
  table: 'department' | 'municipality';
  from: number;
  to: number;
  /** The same place as a range of municipalities. */
  municipalities: readonly [from: number, to: number];
}

/** Names, ids and codes of the data set, and how they map to the numbers in the tables. */
export interface Catalogue {
  crops: readonly Crop[];
  departments: readonly Department[];
  municipalities: readonly Municipality[];
  /** Index of a row's `product` → the product with its crop. */
  products: readonly { product: Product; crop: Crop }[];
  named(id: string): Named | undefined;
  place(code: string): PlaceRows | undefined;
}

export function catalogueOf({ crops, places }: Pick<DataFiles, 'crops' | 'places'>): Catalogue {
  const products = crops.flatMap((crop) => crop.products.map((product) => ({ product, crop })));
  const byId = new Map<string, Named>();
  products.forEach(({ product, crop }, index) => {
    byId.set(product.id, { id: product.id, name: product.name, crop, product, productIndexes: [index] });
  });
  // After the products: where a crop is its own only product, the id means the crop.
  let nextProduct = 0;
  for (const crop of crops) {
    const productIndexes = crop.products.map(() => nextProduct++);
    byId.set(crop.id, { id: crop.id, name: crop.name, crop, product: undefined, productIndexes });
  }

  const departments = places.departments.map(({ code, name }): Department => ({
    level: 'department',
    code,
    name,
  }));
  const departmentByCode = new Map(departments.map((one) => [one.code, one]));
  const municipalities = places.municipalities.map((one): Municipality => {
    const department = departmentByCode.get(one.code.slice(0, 2));
    if (department === undefined)
      throw new Error(`municipality ${one.code} has no department in places.json`);
    return { level: 'municipality', ...one, department };
  });

  const byCode = new Map<string, PlaceRows>();
  byCode.set(COUNTRY_CODE, {
    place: COUNTRY,
    table: 'department',
    from: 0,
    to: departments.length,
    municipalities: [0, municipalities.length],
  });
  departments.forEach((place, index) => {
    // Municipalities are sorted by code, so a department's stand together.
    const from = municipalities.findIndex((one) => one.department === place);
    const to = municipalities.findLastIndex((one) => one.department === place) + 1;
    byCode.set(place.code, {
      place,
      table: 'department',
      from: index,
      to: index + 1,
      municipalities: [Math.max(from, 0), to],
    });
  });
  municipalities.forEach((place, index) => {
    byCode.set(place.code, {
      place,
      table: 'municipality',
      from: index,
      to: index + 1,
      municipalities: [index, index + 1],
    });
  });

  return {
    crops,
    departments,
    municipalities,
    products,
    named: (id) => byId.get(id),
    place: (code) => byCode.get(code),
  };
}
