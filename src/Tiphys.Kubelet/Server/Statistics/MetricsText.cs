using System.Globalization;
using System.Text;

namespace Tiphys.Kubelet.Server.Statistics;

/// <summary>Prometheus' text format.</summary>
internal sealed class MetricsText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a family; its series follow.</summary>
    public void Family(string name, string type, string help) =>
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One series; without a value it is left out.</summary>
    public void Series(string name, double? value, DateTimeOffset? time, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (value is not { } known)
        {
            return;
        }

        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(known.ToString("R", CultureInfo.InvariantCulture));
        if (time is { } at)
        {
            _text.Append(' ').Append(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }

        _text.Append('\n');
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
