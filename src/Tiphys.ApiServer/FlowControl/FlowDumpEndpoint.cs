using System.Globalization;
using System.Text;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.FlowControl.Queuing;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>Tables of what flow control does at the moment: <c>/debug/api_priority_and_fairness/dump_priority_levels</c>, <c>dump_queues</c> and <c>dump_requests</c>.</summary>
internal sealed class FlowDumpEndpoint(ApiServerCore server, FlowController controller) : IEndpoint
{
    private const string Root = "/debug/api_priority_and_fairness/";

    // Upstream's column has this name.
    private static readonly string[] RequestColumns =
    [
        "PriorityLevelName", "FlowSchemaName", "QueueIndex", "RequestIndexInQueue", "FlowDistingsher", "ArriveTime", "InitialSeats", "FinalSeats",
        "AdditionalLatency", "StartTime",
    ];

    private static readonly string[] DetailColumns = ["UserName", "Verb", "APIPath", "Namespace", "Name", "APIVersion", "Resource", "SubResource"];

    public bool Matches(RequestInfo request) => request.Path is Root + "dump_priority_levels" or Root + "dump_queues" or Root + "dump_requests";

    public Task HandleAsync(ApiCall call)
    {
        var details = call.Http.Request.Query["includeRequestDetails"].ToString().Length > 0;
        var levels = controller.Current.Levels.Values.OrderBy(level => level.Name, StringComparer.Ordinal);
        var rows = call.Request.Path[Root.Length..] switch
        {
            "dump_priority_levels" => levels.Select(LevelRow).Prepend(
            [
                "PriorityLevelName", "ActiveQueues", "IsIdle", "IsQuiescing", "WaitingRequests", "ExecutingRequests", "DispatchedRequests",
                "RejectedRequests", "TimedoutRequests", "CancelledRequests",
            ]),
            "dump_queues" => levels.SelectMany(level => level.Look((queues, _) => queues.Queues.Select((queue, index) => QueueRow(level, queue, index)).ToList())).Prepend(
            [
                "PriorityLevelName", "Index", "PendingRequests", "ExecutingRequests", "SeatsInUse", "NextDispatchR", "InitialSeatsSum", "MaxSeatsSum",
                "TotalWorkSum",
            ]),
            _ => levels.SelectMany(level => level.Look((queues, _) => RequestRows(level, queues, details).ToList()))
                .Prepend(details ? [.. RequestColumns, .. DetailColumns] : RequestColumns),
        };
        return new ResponseWriter(server, call.Http).WriteTextAsync(200, Table([.. rows]));
    }

    private static string[] LevelRow(PriorityLevel level) => level.Look((queues, counters) => new[]
    {
        level.Name,
        Text(queues.Queues.Count(queue => queue.Waiting.Count > 0)),
        queues.IsIdle ? "true" : "false",
        level.IsQuiescing ? "true" : "false",
        Text(queues.Waiting),
        Text(queues.Executing),
        Text(counters.Values.Sum(each => each.Dispatched)),
        Text(counters.Values.Sum(each => each.RejectedForSeats + each.RejectedForQueue + each.TimedOut + each.Cancelled)),
        Text(counters.Values.Sum(each => each.TimedOut)),
        Text(counters.Values.Sum(each => each.Cancelled)),
    });

    private static string[] QueueRow(PriorityLevel level, FairQueue queue, int index) =>
    [
        level.Name, Text(index), Text(queue.Waiting.Count), Text(queue.Executing.Count), Text(queue.SeatsInUse), SeatSeconds(queue.NextDispatch),
        Text(queue.Waiting.Sum(request => request.Work.InitialSeats)), Text(queue.SeatsWaiting), SeatSeconds(queue.WorkWaiting),
    ];

    private static IEnumerable<string[]> RequestRows(PriorityLevel level, QueueSet queues, bool details) =>
        queues.Queues.SelectMany((queue, index) => queue.Waiting.Select((request, place) => RequestRow(level, request, index, place, details))
            .Concat(queue.Executing.Select(request => RequestRow(level, request, index, -1, details))))
            .Concat(queues.Direct.Select(request => RequestRow(level, request, -1, -1, details)));

    private static string[] RequestRow(PriorityLevel level, FlowRequest request, int queue, int place, bool details)
    {
        string[] row =
        [
            level.Name, request.Schema.Name, Text(queue), Text(place), request.Schema.Distinguisher(request), Moment(level.WallClock(request.Arrived)),
            Text(request.Work.InitialSeats), Text(request.Work.FinalSeats), ((Duration)request.Work.AdditionalLatency).ToString(),
            request.State == FlowState.Waiting ? "0001-01-01T00:00:00Z" : Moment(level.WallClock(request.Started)),
        ];
        var info = request.Info;
        return !details
            ? row
            :
            [
                .. row, request.User.Name, info.Verb, info.Path, info.Namespace, info.Name, info.Group.Length == 0 ? info.Version : $"{info.Group}/{info.Version}",
                info.Resource, info.Subresource,
            ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string SeatSeconds(double value) => value.ToString("0.00000000", CultureInfo.InvariantCulture) + "ss";

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    // Columns of eight places at least and one more than their widest text; the last one is not filled up.
    private static string Table(List<string[]> rows)
    {
        const int Least = 8;
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => Math.Max(Least, rows.Max(row => row[column].Length) + 2)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                var last = column == row.Length - 1;
                text.Append(last ? row[column] : (row[column] + ",").PadRight(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
