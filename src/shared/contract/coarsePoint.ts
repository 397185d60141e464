/** About a kilometre: enough for the weather and the municipality, too little to find a house. Degrees (WGS 84). */
export function coarsePoint({ lat, lon }: { lat: number; lon: number }): { lat: number; lon: number } {
  return { lat: hundredths(lat), lon: hundredths(lon) };
}

const hundredths = (degrees: number) => Math.round(degrees * 100) / 100;
