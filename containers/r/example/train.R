# A training job: reads the channel "train" and its hyperparameters, leaves a model.
arguments <- commandArgs(trailingOnly = TRUE)
degree <- as.integer(arguments[[match("--degree", arguments) + 1]])

data <- readr::read_csv(list.files(Sys.getenv("SM_CHANNEL_TRAIN"), full.names = TRUE), show_col_types = FALSE)
if (degree >= nrow(data)) stop("Degree ", degree, " needs more than ", nrow(data), " rows.")
# The degree itself stands in the model: whoever loads it has no variable of that name.
model <- lm(as.formula(sprintf("y ~ poly(x, %d)", degree)), data)
saveRDS(model, file.path(Sys.getenv("SM_MODEL_DIR"), "model.rds"))
writeLines(sprintf("R squared: %.3f", summary(model)$r.squared))
