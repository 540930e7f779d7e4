using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.FlowControl.Queuing;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.FlowControl.Estimating;

/// <summary>
/// How many seats a request takes (k8s.io/apiserver, <c>util/flowcontrol/request</c>): lists by the bytes that they move, of which a list
/// from memory holds a megabyte at most at once; changes by the watches that are to be told of them.
/// </summary>
internal sealed class WorkEstimator(ResourceRegistry resources, ListCosts lists, WatchTracker watches)
{
    private const int MaxListSeats = 100;
    private const int MaxMutatingSeats = 10;
    private const long BytesPerSeat = 100_000;
    private const long MaxListBytes = 1_000_000;
    private const double WatchesPerSeat = 10;
    private static readonly TimeSpan EventTime = TimeSpan.FromMilliseconds(5);

    public WorkEstimate Estimate(RequestInfo info, IQueryCollection query, PriorityLevel level) => info.Verb switch
    {
        // Nobody waits where there is no limit.
        _ when level.IsExempt => WorkEstimate.One,
        "list" => List(info, query, level),
        "watch" when SendsInitialEvents(query) => List(info, query, level),
        "create" or "update" or "patch" or "delete" => Change(info, level),
        _ => WorkEstimate.One,
    };

    private static bool SendsInitialEvents(IQueryCollection query) =>
        RequestInfoParser.Flag(query, "sendInitialEvents") || query["resourceVersion"].ToString() is "" or "0";

    private WorkEstimate List(RequestInfo info, IQueryCollection query, PriorityLevel level)
    {
        // A name makes a read of one of it; what is not here costs little here.
        if (info.Name.Length > 0 || !resources.TryGet(info.GroupVersionResource, out var resource) || !resource.IsStored)
        {
            return WorkEstimate.One;
        }

        var (count, average) = lists.Of(resource);
        var limited = long.TryParse(query["limit"], CultureInfo.InvariantCulture, out var limit) && limit > 0 ? Math.Min(limit, count) : count;
        var bytes = Math.Min(limited * average, MaxListBytes);
        return new((int)Math.Clamp((bytes + BytesPerSeat - 1) / BytesPerSeat, 1, Widest(level, MaxListSeats)));
    }

    private WorkEstimate Change(RequestInfo info, PriorityLevel level)
    {
        // A token is no object: nobody is told of it.
        var count = info is { Resource: "serviceaccounts", Subresource: "token" } ? 0 : watches.Interested(info);
        if (count < WatchesPerSeat)
        {
            return WorkEstimate.One;
        }

        var seats = (int)Math.Ceiling(count / WatchesPerSeat);
        return new WorkEstimate(1, seats, EventTime).Within(Widest(level, MaxMutatingSeats));
    }

    private static int Widest(PriorityLevel level, int most) => level.Limits.MaxSeats is > 0 and var seats ? Math.Min(seats, most) : most;
}
