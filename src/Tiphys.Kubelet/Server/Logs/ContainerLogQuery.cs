using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Logs;

/// <summary>Query of a request for logs (core/v1 PodLogOptions).</summary>
internal sealed record ContainerLogQuery
{
    public required LogReadOptions Options { get; init; }

    /// <summary>The run before the current one.</summary>
    public bool Previous { get; init; }

    public bool Stdout { get; init; } = true;

    public bool Stderr { get; init; } = true;

    /// <exception cref="RequestFailedException">400: it cannot be read; 422: it makes no sense.</exception>
    public static ContainerLogQuery Read(IQueryCollection query, TimeProvider clock)
    {
        var seconds = Number(query, "sinceSeconds");
        var since = Time(query);

        // "tail" is what clients of long ago send.
        var tail = query["tail"].ToString();
        var lines = tail switch { "all" => null, "" => Number(query, "tailLines"), _ => Number(query, "tail") };
        var bytes = Number(query, "limitBytes");
        var stream = query["stream"].ToString() is { Length: > 0 } named ? named : "All";
        if (lines < 0 || bytes < 1 || seconds < 1 || (seconds is not null && since is not null)
            || stream is not ("All" or "Stdout" or "Stderr") || (stream != "All" && lines is not null))
        {
            throw new RequestFailedException(422, "{\"message\": \"Invalid request.\"}");
        }

        return new ContainerLogQuery
        {
            Options = new LogReadOptions
            {
                Follow = Flag(query, "follow"),
                TailLines = lines,
                LimitBytes = bytes,
                Timestamps = Flag(query, "timestamps"),
                Since = seconds is { } age ? clock.GetUtcNow() - TimeSpan.FromSeconds(Math.Min(age, int.MaxValue)) : since,
            },
            Previous = Flag(query, "previous"),
            Stdout = stream != "Stderr",
            Stderr = stream != "Stdout",
        };
    }

    // As upstream reads a boolean: there, and neither false nor 0.
    private static bool Flag(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var value) && !value.ToString().Equals("false", StringComparison.OrdinalIgnoreCase) && value.ToString() != "0";

    private static long? Number(IQueryCollection query, string name)
    {
        if (query[name].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable();
    }

    private static DateTimeOffset? Time(IQueryCollection query)
    {
        if (query["sinceTime"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Unreadable();
    }

    private static RequestFailedException Unreadable() => new(400, "{\"message\": \"Unable to decode query.\"}");
}
