namespace Tiphys.ApiServer.FlowControl.Queuing;

/// <summary>How many seats a level could use, over time: the seats taken and those waited for.</summary>
internal sealed class SeatDemand
{
    private TimeSpan _since;
    private TimeSpan _last;
    private int _now;
    private int _most;
    private double _sum;
    private double _squares;

    /// <summary>Notes the demand from now on.</summary>
    public void Set(int seats, TimeSpan now)
    {
        Advance(now);
        _now = seats;
        _most = Math.Max(_most, seats);
    }

    /// <summary>What was seen since the last call.</summary>
    public (double Average, double Deviation, int Most) Take(TimeSpan now)
    {
        Advance(now);
        var seconds = (now - _since).TotalSeconds;
        var average = seconds > 0 ? _sum / seconds : _now;
        var variance = seconds > 0 ? Math.Max(0, (_squares / seconds) - (average * average)) : 0;
        var result = (average, Math.Sqrt(variance), _most);
        (_since, _most, _sum, _squares) = (now, _now, 0, 0);
        return result;
    }

    private void Advance(TimeSpan now)
    {
        if (now <= _last)
        {
            return;
        }

        var seconds = (now - _last).TotalSeconds;
        _last = now;
        _sum += _now * seconds;
        _squares += (double)_now * _now * seconds;
    }
}
