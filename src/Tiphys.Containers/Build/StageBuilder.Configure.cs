using System.Globalization;
using System.Text.RegularExpressions;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Build;

internal sealed partial class StageBuilder
{
    private void Configure(DockerfileInstruction instruction)
    {
        switch (instruction.Keyword)
        {
            case "ARG":
                AddArguments(instruction);
                break;
            case "ENV":
                foreach (var (name, value) in Arguments.ParsePairs(instruction, _expander, _session.Dockerfile.Escape))
                {
                    Config = Config with { Env = SetVariable(Config.Env ?? [], name, value) };
                }

                break;
            case "LABEL":
                Config = Config with { Labels = AddLabels(instruction) };
                break;
            case "EXPOSE":
                Config = Config with { ExposedPorts = AddTo(Config.ExposedPorts, ExpandWords(instruction).SelectMany(w => Ports(instruction, w))) };
                break;
            case "VOLUME":
                Config = Config with { Volumes = AddTo(Config.Volumes, Volumes(instruction)) };
                break;
            case "USER":
                Config = Config with { User = Expand(instruction, instruction.Arguments) };
                break;
            case "STOPSIGNAL":
                Config = Config with { StopSignal = Signal(instruction) };
                break;
            case "CMD":
                Config = Config with { Cmd = Command(instruction) };
                _commandIsOwn = true;
                break;
            case "ENTRYPOINT":
                // A command that the base meant for its own entry point makes no sense behind this one.
                Config = Config with { Entrypoint = Command(instruction), Cmd = _commandIsOwn ? Config.Cmd : null };
                break;
            case "SHELL":
                Config = Config with { Shell = instruction.Json is { Count: > 0 } shell ? shell : throw instruction.Error("SHELL needs a JSON array of strings") };
                break;
            case "HEALTHCHECK":
                Config = Config with { Healthcheck = HealthcheckOf(instruction) };
                break;
            case "ONBUILD":
                Config = Config with { OnBuild = [.. Config.OnBuild ?? [], Trigger(instruction)] };
                break;
            case "MAINTAINER":
                _state = _state with { Author = instruction.Arguments };
                break;
            default:
                throw instruction.Error($"{instruction.Keyword} cannot stand here");
        }
    }

    private void AddArguments(DockerfileInstruction instruction)
    {
        foreach (var (name, value) in Arguments.Parse(instruction, _expander, _session.Dockerfile.Escape))
        {
            var known = _session.FindBuildArgument(name) ?? value ?? _session.GlobalArguments.GetValueOrDefault(name)
                ?? _session.PredefinedArguments.GetValueOrDefault(name);
            if (known is not null)
            {
                _arguments[name] = known;
            }
        }
    }

    private SortedDictionary<string, string> AddLabels(DockerfileInstruction instruction)
    {
        var labels = new SortedDictionary<string, string>(Config.Labels ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in Arguments.ParsePairs(instruction, _expander, _session.Dockerfile.Escape))
        {
            labels[name] = value;
        }

        return labels;
    }

    private List<string> ExpandWords(DockerfileInstruction instruction) => VariableExpander
        .SplitWords(instruction.Arguments, _session.Dockerfile.Escape)
        .SelectMany(w => Expand(instruction, w).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .ToList();

    private IEnumerable<string> Volumes(DockerfileInstruction instruction)
    {
        var volumes = instruction.Json is { } json ? json.Select(v => Expand(instruction, v)).ToList() : ExpandWords(instruction);
        return volumes.TrueForAll(v => v.Trim().Length > 0) ? volumes : throw instruction.Error("VOLUME needs paths");
    }

    private IReadOnlyList<string> Command(DockerfileInstruction instruction) =>
        instruction.Json ?? [.. Config.Shell ?? DefaultShell, instruction.Arguments];

    private string Signal(DockerfileInstruction instruction)
    {
        var signal = Expand(instruction, instruction.Arguments);
        return SignalPattern().IsMatch(signal) ? signal : throw instruction.Error($"\"{signal}\" is not a signal");
    }

    private static string Trigger(DockerfileInstruction instruction)
    {
        var trigger = DockerfileParser.ParseTrigger(instruction.Arguments, "this file");
        return trigger.Keyword is "ONBUILD" or "FROM" or "MAINTAINER"
            ? throw instruction.Error($"{trigger.Keyword} cannot be a trigger")
            : instruction.Arguments;
    }

    private Healthcheck HealthcheckOf(DockerfileInstruction instruction)
    {
        var words = instruction.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words[0].Equals("NONE", StringComparison.OrdinalIgnoreCase) && words.Length == 1)
        {
            return new Healthcheck { Test = ["NONE"] };
        }

        if (!words[0].Equals("CMD", StringComparison.OrdinalIgnoreCase) || words.Length < 2)
        {
            throw instruction.Error("HEALTHCHECK is NONE or CMD with a command");
        }

        CheckFlags(instruction, ["interval", "timeout", "start-period", "start-interval", "retries"]);
        var command = DockerfileParser.ParseTrigger("CMD " + words[1], "this file");
        return new Healthcheck
        {
            Test = command.Json is { } json ? ["CMD", .. json] : ["CMD-SHELL", command.Arguments],
            IntervalNanoseconds = Duration(instruction, "interval"),
            TimeoutNanoseconds = Duration(instruction, "timeout"),
            StartPeriodNanoseconds = Duration(instruction, "start-period"),
            StartIntervalNanoseconds = Duration(instruction, "start-interval"),
            Retries = !instruction.Flags.TryGetValue("retries", out var retries) ? null
                : int.TryParse(retries, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
                : throw instruction.Error($"--retries takes a number, not \"{retries}\""),
        };
    }

    // Go's notation: 1m30s, 500ms.
    private static long? Duration(DockerfileInstruction instruction, string flag)
    {
        if (!instruction.Flags.TryGetValue(flag, out var text))
        {
            return null;
        }

        if (!DurationPattern().IsMatch(text))
        {
            throw instruction.Error($"--{flag} takes a duration such as 1m30s, not \"{text}\"");
        }

        return (long)DurationPartPattern().Matches(text).Sum(m =>
            decimal.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture) * m.Groups["unit"].Value switch
            {
                "h" => 3_600_000_000_000m,
                "m" => 60_000_000_000m,
                "s" => 1_000_000_000m,
                "ms" => 1_000_000m,
                "us" or "µs" => 1_000m,
                _ => 1m,
            });
    }

    // "80", "53/udp", "8000-8010/tcp"
    private static IEnumerable<string> Ports(DockerfileInstruction instruction, string text)
    {
        var match = PortPattern().Match(text);
        var first = match.Success ? int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture) : 0;
        var last = match.Groups["last"] is { Success: true } end ? int.Parse(end.Value, CultureInfo.InvariantCulture) : first;
        if (first < 1 || last > 65535 || last < first)
        {
            throw instruction.Error($"\"{text}\" is not a port, such as 80, 53/udp or 8000-8010");
        }

        var protocol = match.Groups["protocol"] is { Success: true } given ? given.Value.ToLowerInvariant() : "tcp";
        return Enumerable.Range(first, last - first + 1).Select(p => $"{p}/{protocol}");
    }

    private static SortedDictionary<string, EmptyObject> AddTo(SortedDictionary<string, EmptyObject>? set, IEnumerable<string> names)
    {
        var result = new SortedDictionary<string, EmptyObject>(set ?? [], StringComparer.Ordinal);
        foreach (var name in names)
        {
            result[name] = EmptyObject.Instance;
        }

        return result;
    }

    private static List<string> SetVariable(IReadOnlyList<string> variables, string name, string value)
    {
        var result = variables.ToList();
        var index = result.FindIndex(v => v.StartsWith(name + "=", StringComparison.Ordinal));
        if (index < 0)
        {
            result.Add($"{name}={value}");
        }
        else
        {
            result[index] = $"{name}={value}";
        }

        return result;
    }

    [GeneratedRegex(@"\A(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?(?:/(?<protocol>tcp|udp|sctp))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PortPattern();

    [GeneratedRegex(@"\A(?:[0-9]+|(?:SIG)?[A-Z][A-Z0-9]*(?:[+-][0-9]+)?)\z")]
    private static partial Regex SignalPattern();

    [GeneratedRegex(@"\A(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))+\z")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"(?<number>[0-9]+(?:\.[0-9]+)?)(?<unit>ns|us|µs|ms|s|m|h)")]
    private static partial Regex DurationPartPattern();
}
