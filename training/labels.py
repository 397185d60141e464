"""The fourteen intents, in the order of the model's logits. Appending is the only safe change."""

LABELS = (
    'theoretical',
    'weather',
    'weather_forecast',
    'weather_sowing_advice',
    'irrigation_advice',
    'current_location',
    'crop_recommendation',
    'crop_profitability',
    'crop_comparison',
    'crop_production',
    'crop_timing',
    'least_favorable_department',
    'smalltalk',
    'out_of_scope',
)
