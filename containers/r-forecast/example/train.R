# A training job: fits exponential smoothing to the channel "train" by the criterion that the hyperparameter "ic" names.
suppressPackageStartupMessages({
  library(fable)
  library(tsibble)
})

arguments <- commandArgs(trailingOnly = TRUE)
ic <- arguments[[match("--ic", arguments) + 1]]
if (!ic %in% c("aic", "aicc", "bic")) stop("ic is aic, aicc or bic, and not ", ic, ".")

data <- readr::read_csv(list.files(Sys.getenv("SM_CHANNEL_TRAIN"), full.names = TRUE), show_col_types = FALSE)
trips <- as_tsibble(dplyr::mutate(data, quarter = yearquarter(quarter)), index = quarter)
model <- fabletools::model(trips, ets = ETS(trips, ic = ic))
saveRDS(model, file.path(Sys.getenv("SM_MODEL_DIR"), "model.rds"))
writeLines(sprintf("Fitted %s to %d quarters", format(model$ets), nrow(trips)))
