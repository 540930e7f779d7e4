namespace Tiphys.Scheduler.Core;

/// <summary>Says how good each of the possible nodes is. Belongs to one <see cref="PodPlacer"/>.</summary>
internal interface IScorePlugin
{
    /// <summary>Factor of its scores in the sum.</summary>
    int Weight { get; }

    /// <summary>Fills in a score of 0 to <see cref="Score.Max"/> for each node; false when it has nothing to say of this pod.</summary>
    bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores);
}

/// <summary>Arithmetic of scores.</summary>
internal static class Score
{
    internal const long Max = 100;

    /// <summary>Stretches counts so that the greatest becomes <see cref="Max"/>, or 0 when <paramref name="reverse"/> (less is better).</summary>
    internal static void Normalize(Span<long> scores, bool reverse)
    {
        long greatest = 0;
        foreach (var score in scores)
        {
            greatest = Math.Max(greatest, score);
        }

        foreach (ref var score in scores)
        {
            score = greatest == 0 ? 0 : Max * score / greatest;
            score = reverse ? Max - score : score;
        }
    }
}
