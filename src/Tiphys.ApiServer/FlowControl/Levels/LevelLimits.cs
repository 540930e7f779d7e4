using Tiphys.Api.FlowControl.V1;

namespace Tiphys.ApiServer.FlowControl.Levels;

/// <summary>Seats of a level by its configuration.</summary>
/// <param name="Nominal">Its share of the server's seats.</param>
/// <param name="Lower">What is left when it has lent all that it lends.</param>
/// <param name="Upper">What it may have when it has borrowed all that it may.</param>
/// <param name="MaxSeats">The most seats of one request; 0 leaves it to the estimate.</param>
internal readonly record struct LevelLimits(int Nominal, int Lower, int Upper, int MaxSeats)
{
    // A request takes at most this part of its level, so that it does not have to wait for all seats to be free.
    private const double WidestPart = 0.15;

    public static LevelLimits Of(PriorityLevelConfigurationSpec spec, int serverLimit, int shareSum)
    {
        var nominal = shareSum == 0 ? 0 : (int)Math.Ceiling((double)serverLimit * Shares(spec) / shareSum);
        var lendable = Part(nominal, spec.Limited?.LendablePercent ?? spec.Exempt?.LendablePercent ?? 0);
        var borrowable = spec.Limited?.BorrowingLimitPercent is { } percent ? Part(nominal, percent) : serverLimit;
        var widest = spec.Limited?.LimitResponse.Queuing is { HandSize: > 0 and var hand }
            ? Math.Max(1, Math.Min((int)Math.Ceiling(nominal * WidestPart), nominal / hand))
            : 0;
        return new(nominal, nominal - lendable, nominal + borrowable, widest);
    }

    public static int Shares(PriorityLevelConfigurationSpec spec) => spec.Limited?.NominalConcurrencyShares ?? spec.Exempt?.NominalConcurrencyShares ?? 0;

    private static int Part(int seats, int percent) => (int)Math.Round(seats * percent / 100.0, MidpointRounding.AwayFromZero);
}
