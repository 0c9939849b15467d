"""What `alertflow explain` says: the way of one alert, from its expression to the job that answers it."""
