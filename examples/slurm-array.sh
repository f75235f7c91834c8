#!/usr/bin/env bash
# Forecasts a panel on many machines by a Slurm array, and merges the parts when all tasks have ended:
#
#   job=$(sbatch --parsable examples/slurm-array.sh panel.csv parts --id store --target sold --model ets --horizon 14)
#   sbatch --dependency=afterany:"$job" --wrap='foresee merge parts -o forecast.csv'
#
# merge writes nothing where a part is missing, and says how it is made. With afterok it would never start where a task was
# killed and done again. A task whose node fails is done again by Slurm; one that was killed on it (exit code 137), where
# slurm.conf has RequeueExit=137, or by scontrol requeue.
#
# Some tasks alone, as the third and the fifth after a failure, are done again by their numbers, of the 16 that there were:
#
#   sbatch --array=3,5 --export=ALL,SHARDS=16 examples/slurm-array.sh panel.csv parts --id store ...
#SBATCH --job-name=foresee
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail
# The input, the folder of the parts, and the options of foresee forecast: try them once without --shard before.
input=$1 parts=$2
shift 2

# Without SHARDS the array is all shards, and its variables say how many there are.
shard=auto
if [[ -n ${SHARDS:-} ]]; then shard=$SLURM_ARRAY_TASK_ID/$SHARDS; fi
foresee forecast "$input" "$@" --shard "$shard" -o "$parts" \
  --threads "${SLURM_CPUS_PER_TASK:-1}" --quiet
