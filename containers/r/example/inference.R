# How the model answers. Rows come as JSON or CSV, and predictions go back as what was asked for.
model_fn <- function(model_dir) readRDS(file.path(model_dir, "model.rds"))

predict_fn <- function(data, model) data.frame(y = unname(predict(model, data)))
