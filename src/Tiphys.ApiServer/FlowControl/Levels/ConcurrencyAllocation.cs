namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>What a level should get.</summary>
/// <param name="Target">In proportion to this.</param>
/// <param name="Lower">At least this.</param>
/// <param name="Upper">At most this.</param>
internal readonly record struct AllocationItem(double Target, double Lower, double Upper);

/// <summary>Shares out seats: one proportion of all targets, kept within each one's bounds, so that the sum comes out.</summary>
internal static class ConcurrencyAllocation
{
    private const double LeastTarget = 0.001;

    // Halving so often leaves less than any double can tell.
    private const int Halvings = 100;

    /// <summary>The seats of each item; where the bounds do not allow the sum, the bounds that are nearest to it.</summary>
    public static double[] Compute(int sum, IReadOnlyList<AllocationItem> items)
    {
        double low = 0;
        var high = items.Max(item => item.Upper / Math.Max(LeastTarget, item.Target));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (items.Sum(item => Share(item, middle)) < sum)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return [.. items.Select(item => Share(item, high))];
    }

    private static double Share(AllocationItem item, double proportion) => Math.Clamp(proportion * Math.Max(LeastTarget, item.Target), item.Lower, item.Upper);
}
