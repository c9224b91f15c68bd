# How the model answers: given how many quarters (h), the trips in each.
suppressPackageStartupMessages(library(fable))

model_fn <- function(model_dir) readRDS(file.path(model_dir, "model.rds"))

predict_fn <- function(data, model) {
  forecasts <- fabletools::forecast(model, h = data$h[[1]])
  data.frame(quarter = format(forecasts$quarter), trips = forecasts$.mean)
}
